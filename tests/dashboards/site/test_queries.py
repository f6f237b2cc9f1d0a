"""How many queries a page asks, exactly: a page that asks one more fails here, and says so in its change.

Counted when the record has been filled and nobody has come yet (count_queries.py), at the second visit. Three
of each are the session, the account and its roles. A number that would grow with the
campaign, the classes or the nominees has no place here: such a page asks in one query for all of them.
"""

from tests.dashboards.site.count_queries import AREAS
from tests.dashboards.site.test_pages import PAGES

_ONE = "/evaluator/campaigns/{campaign}/"
_EDITION = "/organisation/editions/{edition}/"
_OTTOS = _EDITION + "contacts/{ottos_contact}/"
EXACTLY = {
    ("eva", "/evaluator/"): 7,
    ("eva", "/evaluator/awards/"): 5,
    ("eva", "/evaluator/build/"): 7,
    ("eva", _ONE): 16,
    ("eva", _ONE + "contacts/"): 12,
    ("eva", _ONE + "contacts/?q=nothing-like-this"): 11,
    ("eva", _ONE + "contacts/{contact}/"): 16,
    ("eva", _ONE + "disputes/"): 8,
    ("eva", _ONE + "disputes/{dispute}/"): 8,
    ("eva", _ONE + "live/"): 10,
    ("eva", _ONE + "publish/"): 11,
    ("eva", _ONE + "review/"): 8,
    ("eva", _ONE + "review/signs/"): 7,
    ("eva", _ONE + "review/{session}/"): 17,
    ("eva", "/evaluator/campaigns/{edition_before}/public/"): 17,
    ("eva", "/evaluator/campaigns/{edition}/public/"): 21,
    ("eva", "/evaluator/import/"): 3,
    ("eva", "/evaluator/letters/"): 10,
    ("eva", "/evaluator/letters/{letter_nobodys}/"): 10,
    ("eva", "/evaluator/letters/{letter}/"): 8,
    ("eva", "/evaluator/organisations/"): 5,
    ("eva", "/evaluator/organisations/{organisation}/"): 7,
    ("eva", "/evaluator/organisations/{organisation}/{touchpoint}/"): 6,
    ("eva", "/evaluator/organisations/{organisation}/{touchpoint}/test/{trial}/"): 6,
    ("eva", "/evaluator/people/"): 5,
    ("eva", "/evaluator/people/invite/"): 6,
    ("eva", "/evaluator/shoppers/"): 6,
    ("eva", "/evaluator/shoppers/{shopper}/"): 9,
    ("eva", "/evaluator/trail/"): 6,
    ("jo", "/jury/"): 10,
    ("jo", "/jury/{edition}/municipality/"): 18,
    ("jo", "/jury/{edition}/municipality/contacts/{jury_contact}/"): 24,
    ("otto", "/organisation/"): 13,
    ("otto", "/organisation/actions/{ottos_action}/"): 5,
    ("otto", "/organisation/colleagues/"): 6,
    ("otto", _EDITION): 17,
    ("otto", _EDITION + "contacts/"): 14,
    ("otto", _OTTOS): 27,
    ("otto", _OTTOS + "listen/"): 21,
    ("otto", _EDITION + "contacts/{ottos_second}/dispute/"): 8,
    ("otto", "/organisation/hours/"): 9,
    ("otto", "/organisation/hours/{ottos_hour}/"): 8,
    ("otto", "/organisation/practice/"): 8,
    ("otto", "/organisation/practice/calls/{ottos_practice}/"): 4,
    ("sam", "/shopper/"): 7,
    ("sam", "/shopper/calibration/"): 7,
    ("sam", "/shopper/calibration/{calibration}/"): 11,
    ("sam", "/shopper/contacts/{sams_contact}/"): 6,
    ("sam", "/shopper/contacts/{sams_contact}/call/"): 11,
    ("sam", "/shopper/contacts/{sams_contact}/clock/"): 6,
    ("sam", "/shopper/contacts/{sams_contact}/rehearse/"): 7,
    ("sam", "/shopper/contacts/{sams_rated}/rate/"): 10,
}


def test_pages_ask_exactly_as_many_queries(site):
    told = {key: tuple(counted) for key, counted in site.told["queries"].items() if counted[0] == 200}
    assert {key: asked for key, (_status, asked) in told.items()} == {
        f"{who} {path}": asked for (who, path), asked in EXACTLY.items()
    }


def test_every_page_of_a_role_is_counted(site):
    counted = {key for key, (status, _queries) in site.told["queries"].items() if status == 200}
    mine = {f"{who} {path}" for who, path in PAGES if path.startswith(AREAS) and who != "mallory"}
    assert counted == mine
