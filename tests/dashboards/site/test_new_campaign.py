"""The text from which a new campaign is built on the site, in a house with classes of its own."""

import json

_BUILD = """
import json
from django.utils import translation
from benchmark.editions.draft_campaign import members_of
from dashboards.evaluator.build_form import BuildForm, answers_of
from dashboards.evaluator.views.build import Draft, _begin, _rewritten
from results.models import Organisation
members = [each for each in members_of(Organisation.objects.all()) if each.klass == "municipality"]
draft = Draft(_begin("our pool", frozenset({"municipality"})), members, {"our pool": 6}, [])
# A text with classes of which the record has nobody, put right by the answers.
other = Draft(_begin(None, frozenset()), members, {}, [])
given = answers_of(draft.files.campaign, members) | {"campaign": "spring", "title": "Spring"}
data = {name: "" if value is None else value for name, value in given.items()}
with translation.override("nb"):
    form = BuildForm(data, members=members, pools={"our pool": 6}, awards=None)
    form.is_valid()
    written = Draft(_rewritten(other, form), members, {"our pool": 6}, [])
print(json.dumps({
    "text": draft.text, "wrong": [*draft.wrong, *written.wrong], "errors": form.errors,
    "first": [list(draft.files.campaign.classes), list(draft.files.campaign.enquiries)],
    "other": other.text,
    "written": [written.files.campaign.campaign, list(written.files.campaign.enquiries)],
}))
"""


def test_a_house_with_one_class_builds_a_campaign_by_questions(site):
    told = json.loads(site.run(_BUILD))

    assert told["wrong"] == []
    assert told["errors"] == {}
    assert told["first"] == [["municipality"], ["municipality"]]
    assert told["written"] == ["spring", ["municipality"]]
    assert "energy: [" in told["other"]
    # Nothing that the library says of its own campaign is left.
    assert told["text"].startswith("# yaml-language-server: $schema=schema/campaign.schema.json\ncampaign: ")
    assert "town" not in told["text"]
