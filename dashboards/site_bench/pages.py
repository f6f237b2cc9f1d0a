from typing import NamedTuple


class BenchPage(NamedTuple):
    """A page that somebody reads: who, its name, and its path with gaps that `ground` fills."""

    role: str
    name: str
    path: str


_ONE = "/evaluator/campaigns/{campaign}/"
_BEGUN = "/evaluator/campaigns/{begun}/"
_EDITION = "/organisation/editions/{edition}/"

PAGES = (
    BenchPage("stranger", "front", "/"),
    BenchPage("stranger", "sign-in", "/account/login/"),
    BenchPage("stranger", "award", "/award/{edition}/nb/index.html"),
    BenchPage("stranger", "award's class", "/award/{edition}/nb/class-{klass}.html"),
    BenchPage("stranger", "award's data", "/award/{edition}/data/organisations.csv"),
    BenchPage("evaluator", "campaigns", "/evaluator/"),
    BenchPage("evaluator", "campaign", _ONE),
    BenchPage("evaluator", "live", _BEGUN + "live/"),
    BenchPage("evaluator", "live rows", _BEGUN + "live/rows/"),
    BenchPage("evaluator", "contacts", _ONE + "contacts/"),
    BenchPage("evaluator", "contacts found", _ONE + "contacts/?channel=phone&outcome=answered_by_person"),
    BenchPage("evaluator", "contact", _ONE + "contacts/{contact}/"),
    BenchPage("evaluator", "review", _BEGUN + "review/"),
    BenchPage("evaluator", "signs", _BEGUN + "review/signs/"),
    BenchPage("evaluator", "rating", _BEGUN + "review/{session}/"),
    BenchPage("evaluator", "disputes", _ONE + "disputes/"),
    BenchPage("evaluator", "publish", _ONE + "publish/"),
    BenchPage("evaluator", "build", "/evaluator/build/"),
    BenchPage("evaluator", "awards", "/evaluator/awards/"),
    BenchPage("evaluator", "organisations", "/evaluator/organisations/"),
    BenchPage("evaluator", "organisation", "/evaluator/organisations/{organisation}/"),
    BenchPage("evaluator", "touchpoint", "/evaluator/organisations/{organisation}/switchboard/"),
    BenchPage("evaluator", "shoppers", "/evaluator/shoppers/"),
    BenchPage("evaluator", "shopper", "/evaluator/shoppers/{shopper}/"),
    BenchPage("evaluator", "people", "/evaluator/people/"),
    BenchPage("evaluator", "trail", "/evaluator/trail/"),
    BenchPage("juror", "jury", "/jury/"),
    BenchPage("juror", "nominees", "/jury/{edition}/{klass}/"),
    BenchPage("juror", "jury's contact", "/jury/{edition}/{klass}/contacts/{judged}/"),
    BenchPage("juror", "bonds", "/jury/{edition}/conflict/"),
    BenchPage("shopper", "assignments", "/shopper/"),
    BenchPage("shopper", "brief", "/shopper/contacts/{own}/"),
    BenchPage("shopper", "calibration", "/shopper/calibration/"),
    BenchPage("organisation", "standing", "/organisation/"),
    BenchPage("organisation", "result", _EDITION),
    BenchPage("organisation", "own contacts", _EDITION + "contacts/"),
    BenchPage("organisation", "own contact", _EDITION + "contacts/{own}/"),
    BenchPage("organisation", "medlytt", _EDITION + "contacts/{own}/listen/"),
    BenchPage("organisation", "objections", _EDITION + "disputes/"),
    BenchPage("organisation", "plan", "/organisation/actions/"),
    BenchPage("organisation", "listening hours", "/organisation/hours/"),
    BenchPage("organisation", "practice", "/organisation/practice/"),
    BenchPage("organisation", "colleagues", "/organisation/colleagues/"),
)
"""Every page that people read in their work, exports apart."""
