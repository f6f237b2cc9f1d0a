"""Which methods have weights to play with."""

from types import SimpleNamespace

import pytest

from benchmark.editions.play_weights import play_weights
from benchmark.scoring.rules import rules_of
from scenarios.library_path import library_file
from scenarios.load import load_method, load_questionnaire

EDITION = object()


def fresh(name, questionnaire):
    method = load_method(library_file(kind="method", name=name))
    return SimpleNamespace(run=None, method=method, questionnaire=questionnaire)


@pytest.fixture
def asked():
    return load_questionnaire(library_file(kind="questionnaire", name="kommunetest"))


@pytest.mark.parametrize("name", ["first-contact", "kkik"])
def test_a_method_without_a_total_has_no_weights_to_play_with(name, asked):
    assert play_weights(edition=EDITION, scored=fresh(name, asked), seed=1) is EDITION


def test_areas_that_weigh_nothing_in_the_mix_leave_the_edition_as_it_is(asked):
    areas = [
        area.model_copy(
            update={"items": tuple(i.model_copy(update={"channels": ("desk",)}) for i in area.items)}
        )
        for area in asked.areas
    ]
    nowhere = fresh("kommunetest", asked.model_copy(update={"areas": tuple(areas)}))
    assert rules_of(method=nowhere.method, questionnaire=nowhere.questionnaire).weights is None
    assert play_weights(edition=EDITION, scored=nowhere, seed=1) is EDITION
