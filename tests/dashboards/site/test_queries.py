"""How many queries a page asks, exactly: a page that asks one more fails here, and says so in its change.

Counted when the record has been filled and nobody has come yet (count_queries.py), at the second visit. Seven
of each are the session, the account, its roles and when it was last seen. A number that would grow with the
campaign, the classes or the nominees has no place here: such a page asks in one query for all of them.
"""

from tests.dashboards.site.count_queries import AREAS
from tests.dashboards.site.test_pages import PAGES

_ONE = "/evaluator/campaigns/{campaign}/"
_EDITION = "/organisation/editions/{edition}/"
_OTTOS = _EDITION + "contacts/{ottos_contact}/"
EXACTLY = {
    ("eva", "/evaluator/"): 12,
    ("eva", "/evaluator/build/"): 10,
    ("eva", _ONE): 21,
    ("eva", _ONE + "contacts/"): 17,
    ("eva", _ONE + "contacts/?q=nothing-like-this"): 16,
    ("eva", _ONE + "contacts/{contact}/"): 20,
    ("eva", _ONE + "disputes/"): 13,
    ("eva", _ONE + "disputes/{dispute}/"): 12,
    ("eva", _ONE + "live/"): 15,
    ("eva", _ONE + "publish/"): 18,
    ("eva", _ONE + "review/"): 15,
    ("eva", _ONE + "review/signs/"): 14,
    ("eva", _ONE + "review/{session}/"): 24,
    ("eva", "/evaluator/campaigns/{edition_before}/public/"): 21,
    ("eva", "/evaluator/campaigns/{edition}/public/"): 22,
    ("eva", "/evaluator/import/"): 8,
    ("eva", "/evaluator/letters/"): 15,
    ("eva", "/evaluator/letters/{letter_nobodys}/"): 15,
    ("eva", "/evaluator/letters/{letter}/"): 13,
    ("eva", "/evaluator/organisations/"): 10,
    ("eva", "/evaluator/organisations/{organisation}/"): 12,
    ("eva", "/evaluator/organisations/{organisation}/{touchpoint}/"): 11,
    ("eva", "/evaluator/organisations/{organisation}/{touchpoint}/test/{trial}/"): 11,
    ("eva", "/evaluator/people/"): 10,
    ("eva", "/evaluator/people/invite/"): 11,
    ("eva", "/evaluator/shoppers/"): 11,
    ("eva", "/evaluator/shoppers/{shopper}/"): 14,
    ("eva", "/evaluator/trail/"): 11,
    ("jo", "/jury/"): 15,
    ("jo", "/jury/{edition}/municipality/"): 24,
    ("jo", "/jury/{edition}/municipality/contacts/{jury_contact}/"): 29,
    ("otto", "/organisation/"): 18,
    ("otto", "/organisation/actions/{ottos_action}/"): 10,
    ("otto", "/organisation/colleagues/"): 11,
    ("otto", _EDITION): 23,
    ("otto", _EDITION + "contacts/"): 19,
    ("otto", _OTTOS): 31,
    ("otto", _OTTOS + "listen/"): 27,
    ("otto", _EDITION + "contacts/{ottos_second}/dispute/"): 13,
    ("otto", "/organisation/hours/"): 14,
    ("otto", "/organisation/hours/{ottos_hour}/"): 13,
    ("otto", "/organisation/practice/"): 13,
    ("otto", "/organisation/practice/calls/{ottos_practice}/"): 9,
    ("sam", "/shopper/"): 12,
    ("sam", "/shopper/calibration/"): 12,
    ("sam", "/shopper/calibration/{calibration}/"): 16,
    ("sam", "/shopper/contacts/{sams_contact}/"): 11,
    ("sam", "/shopper/contacts/{sams_contact}/call/"): 16,
    ("sam", "/shopper/contacts/{sams_contact}/clock/"): 11,
    ("sam", "/shopper/contacts/{sams_contact}/rehearse/"): 12,
    ("sam", "/shopper/contacts/{sams_rated}/rate/"): 15,
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
