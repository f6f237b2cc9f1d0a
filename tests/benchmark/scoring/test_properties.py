"""What must hold for any fieldwork."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from benchmark.scoring.choices import Choices
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from scenarios.item import Area
from scenarios.method import Weight

ANSWER = st.one_of(st.integers(0, 3), st.none(), st.just("missing"))
ITEMS = ("friendly", "understood", "clear", "solution")  # of the short questionnaire: four answers each
CONTACT = st.fixed_dictionaries(
    {
        "organisation": st.sampled_from(["fjordvik", "lillsjo", "strandby"]),
        "channel": st.sampled_from(["phone", "chat"]),
        "shopper": st.sampled_from(["sam", "siv"]),
        "outcome": st.sampled_from(["answered_by_person"] * 4 + ["no_answer", "lost"]),
        "answers": st.fixed_dictionaries(
            dict.fromkeys(ITEMS, ANSWER)
            | {"satisfied": st.integers(1, 5), "first-person-helped": st.integers(0, 2)}
        ),
        "measured": st.fixed_dictionaries({"answer_time": st.floats(0, 299)}),
    }
)
CONTACTS = st.lists(CONTACT, min_size=1, max_size=12)
FEW = settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def _frames(fieldwork: Fieldwork) -> dict[str, pd.DataFrame]:
    frames = {field.name: getattr(fieldwork, field.name).copy() for field in fields(fieldwork)}
    for frame in frames.values():
        for column in frame.columns:
            if isinstance(frame[column].dtype, pd.CategoricalDtype):
                frame[column] = frame[column].astype(str)
    return frames


@pytest.fixture
def score(library):
    def run(fieldwork, *, method=None, questionnaire=None, choices=None):
        return score_run(
            choices=choices,
            method=method or library.methods["kundeserviceprisen"],
            questionnaire=questionnaire or library.questionnaires["short"],
            fieldwork=fieldwork,
        )

    return run


@FEW
@given(contacts=CONTACTS, seed=st.integers(0, 99))
def test_the_order_of_rows_and_columns_makes_no_difference(make, score, contacts, seed):
    fieldwork = make(contacts)
    rng = np.random.default_rng(seed)
    shuffled = {
        name: frame.iloc[rng.permutation(len(frame))][list(rng.permutation(frame.columns))]
        for name, frame in _frames(fieldwork).items()
    }
    assert score(Fieldwork(**shuffled)).to_json() == score(fieldwork).to_json()


@FEW
@given(contacts=CONTACTS)
def test_other_names_give_the_same_scores(make, score, contacts):
    """Renamed so that every order is turned round."""
    names = {"fjordvik": "z", "lillsjo": "m", "strandby": "a", "sam": "zz", "siv": "aa"}
    renamed = [
        contact
        | {
            "contact": f"contact-{99 - number}",
            "organisation": names[contact["organisation"]],
            "shopper": names[contact["shopper"]],
        }
        for number, contact in enumerate(contacts)
    ]
    one, other = score(make(contacts)), score(make(renamed))
    scores = other.contacts.set_index("contact")["score"]
    again = [scores[f"contact-{99 - number}"] for number in range(len(contacts))]
    assert np.array_equal(one.contacts["score"], again, equal_nan=True)
    left = one.organisations.set_index("organisation").rename(index=names).sort_index()
    right = other.organisations.set_index("organisation").sort_index()
    for column in ("score", "answered", "agent", "standard_error", "hurdle_error", "post_stratified"):
        assert left[column].tolist() == pytest.approx(right[column].tolist(), nan_ok=True, abs=1e-9)


@FEW
@given(contacts=CONTACTS)
def test_scores_and_statuses_go_together(make, score, contacts):
    run = score(make(contacts))
    has = run.contacts["score"].notna()
    assert (has == run.contacts["status"].isin(["scored", "zero"])).all()
    assert run.contacts["score"].dropna().between(0, 100).all()
    assert (run.contacts["score"][run.contacts["status"] == "zero"] == 0).all()
    assert (run.organisations["score"].notna() == (run.organisations["status"] == "scored")).all()
    assert "NaN" not in run.to_json()


@FEW
@given(contacts=CONTACTS)
def test_points_of_nothing_are_as_good_as_no_item(make, score, library, contacts):
    """An item worth 0 points equals an item that is not there."""
    short = library.questionnaires["short"]

    def change(area: Area, keep) -> Area:
        items = (keep(item) for item in area.items)
        return area.model_copy(update={"items": tuple(item for item in items if item is not None)})

    zero = short.model_copy(
        update={
            "areas": tuple(
                change(a, lambda i: i.model_copy(update={"points": 0.0}) if i.item == "clear" else i)
                for a in short.areas
            )
        }
    )
    without = short.model_copy(
        update={"areas": tuple(change(a, lambda i: None if i.item == "clear" else i) for a in short.areas)}
    )
    unanswered = [
        contact | {"answers": {k: v for k, v in contact["answers"].items() if k != "clear"}}
        for contact in contacts
    ]
    # Whether a contact was rated at all may hang on the one item, its score may not.
    one = score(make(contacts), questionnaire=zero).contacts["score"]
    other = score(make(unanswered), questionnaire=without).contacts["score"]
    assert np.array_equal(one, other, equal_nan=True)


@FEW
@given(contacts=CONTACTS)
def test_an_area_that_weighs_nothing_is_as_good_as_none(make, score, library, contacts):
    method, short = library.methods["kundeserviceprisen"], library.questionnaires["short"]
    how = method.score.model_copy(update={"contact": "weighted areas"})
    weights = {"waiting": 0.0, "welcome": 30.0, "agent": 45.0, "overall": 25.0}

    def weighed(weights, **more):
        areas = {name: Weight(weight=weight, source="x") for name, weight in weights.items()}
        return method.model_copy(update={"areas": areas, "score": how, **more})

    without = short.model_copy(update={"areas": tuple(a for a in short.areas if a.area != "waiting")})
    del weights["waiting"]
    bare = [contact | {"measured": {}} for contact in contacts]
    one = score(make(contacts), method=weighed({"waiting": 0.0, **weights})).contacts["score"]
    other = score(make(bare), method=weighed(weights, values={}), questionnaire=without).contacts["score"]
    assert one.tolist() == pytest.approx(other.tolist(), nan_ok=True, abs=1e-9)


@FEW
@given(contacts=CONTACTS, shift=st.floats(0, 40), slope=st.floats(0.1, 0.6))
def test_an_affine_change_of_all_worths_changes_scores_the_same_way(
    make, score, library, contacts, shift, slope
):
    """Worths a + b·v give scores a + b·s (numbers and what is measured set aside)."""
    short = library.questionnaires["short"]
    bare = [
        contact | {"measured": {}, "answers": {**contact["answers"], "satisfied": None}}
        for contact in contacts
    ]
    anything = Choices(applicable=0)
    scales = {
        name: scale.model_copy(
            update={
                "options": tuple(
                    option.model_copy(update={"worth": shift + slope * option.worth})
                    for option in scale.options
                )
            }
        )
        if hasattr(scale, "options")
        else scale
        for name, scale in short.scales.items()
    }
    one = score(make(bare), choices=anything).contacts
    other = score(
        make(bare), questionnaire=short.model_copy(update={"scales": scales}), choices=anything
    ).contacts
    answered = one["status"] == "scored"
    assert other["score"][answered].tolist() == pytest.approx(
        (shift + slope * one["score"][answered]).tolist()
    )
    assert other["status"].tolist() == one["status"].tolist()


@FEW
@given(contacts=CONTACTS)
def test_doubling_every_contact_keeps_every_score(make, score, contacts):
    one, two = score(make(contacts)), score(make([*contacts, *contacts]))
    for column in ("score", "answered", "agent", "adjusted"):
        assert two.organisations[column].tolist() == pytest.approx(
            one.organisations[column].tolist(), nan_ok=True, abs=1e-9
        )
    assert (two.organisations["n"] == 2 * one.organisations["n"]).all()


@FEW
@given(contacts=CONTACTS, out=st.sets(st.integers(0, 11), min_size=1))
def test_a_contact_that_is_left_out_is_as_good_as_none(make, score, contacts, out):
    plain = make([*contacts, contacts[0]])  # the last stays, so that there is a contact to score
    without, left = _frames(plain), _frames(plain)
    rows = [each for each in out if each < len(contacts)]
    names = left["contacts"]["contact"].iloc[rows].tolist()
    left["contacts"].loc[left["contacts"]["contact"].isin(names), "outcome"] = "left_out"
    for table in ("contacts", "measurements", "answers"):
        without[table] = without[table][~without[table]["contact"].isin(names)]
    one, other = score(Fieldwork(**left)), score(Fieldwork(**without))
    for table, columns in (
        ("organisations", ["organisation", "score", "n", "zeros", "reached", "standard_error"]),
        ("areas", ["organisation", "area", "score", "n"]),
        ("indicators", ["organisation", "indicator", "n", "hits"]),
    ):
        pd.testing.assert_frame_equal(getattr(one, table)[columns], getattr(other, table)[columns])
    told = one.contacts.set_index("contact")["status"]
    assert set(told[told.index.isin(names)]) == ({"unscored:left out"} if names else set())
