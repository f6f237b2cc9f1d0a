"""A campaign read from files with all that it names, and its plan as plain values."""

import json
import shutil
from pathlib import Path

import pytest

from benchmark.planning.campaign_files import read_campaign, shoppers_of
from benchmark.planning.errors import BadShoppers, PlanningError
from benchmark.planning.plan_document import COLUMNS, plan_document, plan_rows
from scenarios.errors import ScenarioErrors
from tests.benchmark.planning.making import campaign, organisation, planned, shoppers

LIBRARY = Path(__file__).parents[3] / "scenarios" / "library"


def test_a_campaign_of_the_library_is_read_by_its_name():
    files = read_campaign(Path("town-award"))
    assert files.path == LIBRARY / "campaigns" / "town-award.yaml"
    assert files.campaign.campaign == "town-award"
    assert files.method.method == files.campaign.method
    assert set(files.enquiries) == {name for names in files.campaign.enquiries.values() for name in names}
    named = {each.class_ for each in files.organisations}
    assert named >= set(files.campaign.enquiries)
    assert files.questionnaire is not None
    assert files.questionnaire.questionnaire == (files.campaign.questionnaire or files.method.questionnaire)


def test_what_is_no_campaign_is_told(tmp_path):
    enquiry = next((LIBRARY / "enquiries").rglob("*.yaml"))
    with pytest.raises(PlanningError) as told:
        read_campaign(enquiry)
    assert str(told.value) == f"{enquiry} is no campaign – name a file that begins with `campaign:`"
    with pytest.raises(ScenarioErrors):
        read_campaign(tmp_path / "nowhere.yaml")


@pytest.fixture
def pulse(tmp_path):
    """The library's small campaign beside its organisations, in a folder of one's own."""
    shutil.copytree(LIBRARY / "campaigns", tmp_path / "campaigns")
    shutil.copytree(LIBRARY / "organisations", tmp_path / "organisations")
    return tmp_path / "campaigns" / "town-award.yaml"


def test_shoppers_come_from_the_file_given_else_from_the_pool_beside(pulse, tmp_path):
    files = read_campaign(pulse)
    given = tmp_path / "people.csv"
    given.write_text("name,languages\nshopper-1,nb\nshopper-2,nb sv\n", encoding="utf-8")
    assert [each.name for each in shoppers_of(files, file=given)] == ["shopper-1", "shopper-2"]
    assert files.campaign.shoppers is None or shoppers_of(files) == []
    wishes = campaign(shoppers={"pool": "people.csv"}).shoppers
    beside = tmp_path / "campaigns" / "people.csv"
    shutil.copy(given, beside)
    with_pool = files.campaign.model_copy(update={"shoppers": wishes})
    named = type(files)(files.path, with_pool, files.method, files.organisations, files.enquiries)
    assert [each.name for each in shoppers_of(named)] == ["shopper-1", "shopper-2"]
    beside.write_text("name,languages\n", encoding="utf-8")
    with pytest.raises(BadShoppers):
        shoppers_of(named)


def test_a_plan_as_plain_values_holds_no_infinity():
    alone = planned([organisation()])
    document = plan_document(alone)
    assert json.loads(json.dumps(document, allow_nan=False)) == json.loads(json.dumps(document))
    assert [list(each) for each in document["contacts"]] == [list(COLUMNS)] * 25
    assert [tuple(each.values()) for each in document["contacts"]] == list(plan_rows(alone))
    # Nobody but machines: no shopper has any load.
    assert document["quality"]["loads"] is None
    peopled = plan_document(planned([organisation()], shoppers=shoppers(12)))
    assert set(peopled["quality"]["loads"]) >= {"least", "most"}
