"""Values of a document changed in place: what somebody wrote around them stays."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from scenarios.library_path import library_file
from scenarios.rewrite import rewrite

TEXT = """# The town's award.
campaign: town-award # its name
fieldwork:
  from: 2026-12-01
  to: 2027-03-26   # four months
  days: mon-fri
# Who is asked what.
enquiries:
  municipality: [nursery-admission, parking-permit]
caps: {per_touchpoint_a_day: 2, minutes: 20000}
seed: 20261201
"""


def test_one_value_changes_and_nothing_else():
    changed = rewrite(TEXT, {("fieldwork", "to"): "2027-04-30"})
    assert changed == TEXT.replace("2027-03-26", "2027-04-30")


def test_the_same_value_leaves_the_text_alone():
    same = {("campaign",): "town-award", ("seed",): 20261201, ("caps", "minutes"): 20000}
    assert rewrite(TEXT, same) == TEXT


def test_a_list_is_compared_as_a_list_and_a_mapping_is_replaced():
    same = {("enquiries", "municipality"): ["nursery-admission", "parking-permit"]}
    assert rewrite(TEXT, same) == TEXT
    changed = rewrite(TEXT, {("fieldwork",): "all year"})
    assert changed == TEXT.replace(
        TEXT[TEXT.index("fieldwork:") : TEXT.index("# Who")], "fieldwork:\n  all year\n"
    )
    assert yaml.safe_load(changed)["fieldwork"] == "all year"


def test_keys_come_and_go():
    changed = rewrite(
        TEXT,
        {
            ("caps", "minutes"): None,
            ("caps", "simultaneous"): 20,
            ("fieldwork", "days"): None,
            ("shoppers", "pool"): "town shoppers",
            ("enquiries", "energy"): ["electricity-moving"],
            ("nothing", "here"): None,
        },
    )
    assert yaml.safe_load(changed) == {
        **yaml.safe_load(TEXT),
        "caps": {"per_touchpoint_a_day": 2, "simultaneous": 20},
        "fieldwork": {k: v for k, v in yaml.safe_load(TEXT)["fieldwork"].items() if k != "days"},
        "shoppers": {"pool": "town shoppers"},
        "enquiries": {
            "municipality": ["nursery-admission", "parking-permit"],
            "energy": ["electricity-moving"],
        },
    }  # fmt: skip
    assert [line for line in changed.splitlines() if "#" in line] == [
        line for line in TEXT.splitlines() if "#" in line
    ]


def test_the_librarys_own_campaign_keeps_its_comments():
    path = library_file(kind="campaign", name="town-award")
    text = path.read_text(encoding="utf-8")
    changed = rewrite(text, {("fieldwork", "hours"): "10:00-14:00", ("shoppers", "per_shopper"): 40})
    assert changed == text.replace("09:00-15:00", "10:00-14:00").replace("per_shopper: 50", "per_shopper: 40")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30))
def test_any_words_come_back(words):
    changed = rewrite(TEXT, {("title",): words})
    assert yaml.compose(changed).value[-1][1].value == words
    assert rewrite(changed, {("title",): words}) == changed
