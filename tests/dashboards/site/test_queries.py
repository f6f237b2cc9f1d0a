"""How many queries a page asks: a number that must not grow with the campaign.

Counted when the record has been filled and nobody has come yet (count_queries.py). Seven of each are the
session, the account, its roles and when it was last seen.
"""

from tests.dashboards.site.count_queries import AREAS
from tests.dashboards.site.test_pages import PAGES

_ONE = "/evaluator/campaigns/{campaign}/"
MOST = {
    "/evaluator/": 12,
    "/evaluator/build/": 10,
    _ONE: 22,
    _ONE + "live/": 16,
    _ONE + "contacts/": 17,
    _ONE + "contacts/{contact}/": 24,
    _ONE + "review/": 17,
    _ONE + "review/{session}/": 26,
    _ONE + "disputes/": 13,
    _ONE + "publish/": 22,
    "/evaluator/organisations/": 10,
    "/evaluator/organisations/{organisation}/": 11,
    "/evaluator/organisations/{organisation}/{touchpoint}/": 11,
    "/evaluator/shoppers/": 11,
    "/evaluator/people/": 10,
    "/evaluator/trail/": 11,
}


def test_pages_ask_few_queries(site):
    told = {path: site.told["queries"][f"eva {path}"] for path in MOST}
    assert {path: asked for path, (_status, asked) in told.items() if asked > MOST[path]} == {}


def test_every_page_of_a_role_is_counted(site):
    counted = {key for key, (status, _queries) in site.told["queries"].items() if status == 200}
    mine = {f"{who} {path}" for who, path in PAGES if path.startswith(AREAS) and who != "mallory"}
    assert counted == mine
