"""A demonstration's people: how they are drawn, what they see, and what they tick."""

import json

import numpy as np
import pytest

from benchmark.editions.demonstration.judge import judge, what_was_seen
from benchmark.editions.demonstration.known_truth import known_truth
from benchmark.editions.demonstration.town_log import new_truth_folder, read_town_log
from benchmark.scoring.rules import worths
from scenarios.library_path import library_file
from scenarios.load import load_questionnaire

SHORT = load_questionnaire(library_file(kind="questionnaire", name="short"))
WORDS = {"good": "Bra.", "poor": "Dårlig."}


def test_severities_add_up_to_nothing_and_hang_on_the_seed_alone():
    given = {"organisations": ["b", "a", "c"], "shoppers": ["d1", "d2", "d3", "d4"]}
    one = known_truth(**given, seed=1)
    assert sum(one.severity.values()) == pytest.approx(0, abs=0.2)
    assert known_truth(organisations=["c", "b", "a"], shoppers=given["shoppers"], seed=1) == one
    assert known_truth(**given, seed=2) != one


def test_who_is_kind_sees_more_in_the_same_contact():
    strict, kind = (what_was_seen(quality=70, severity=each, quantile=0.4) for each in (-12, 12))
    assert 0 < strict < kind < 100


@pytest.mark.parametrize("channel", ["phone", "chat", "web_form", "email"])
@pytest.mark.parametrize("seen", [3.0, 48.0, 77.0, 99.0])
def test_answers_are_worth_on_average_what_was_seen(channel, seen):
    rng = np.random.default_rng(1)
    items = {item.item: worths(item=item, questionnaire=SHORT) for item in SHORT.asked(channel)}
    ticked = []
    for _ in range(100):
        form = judge(questionnaire=SHORT, channel=channel, seen=seen, noted={}, words=WORDS, rng=rng)
        for name, (first, worth) in items.items():
            ticked.append(worth[int(form[f"a-{name}"].partition(":")[2]) - first])
    assert np.mean(ticked) == pytest.approx(seen, abs=5)


def test_a_wait_is_ticked_by_the_watch_and_the_worst_answer_says_why():
    rng = np.random.default_rng(1)
    form = judge(
        questionnaire=SHORT, channel="phone", seen=0.1, noted={"answer_time": 78.0}, words=WORDS, rng=rng
    )
    assert form["a-answer-time"] == "option:1"
    assert form["a-satisfied"] == "number:1"
    assert form["c-satisfied"] == "Dårlig."


def test_the_town_log_goes_over_all_its_starts(tmp_path):
    for number, person_ns in enumerate((2_000_000_000, None), start=1):
        folder = new_truth_folder(tmp_path)
        assert folder.name == f"town-{number:03}"
        (folder / "wall_less_monotonic_ns").write_text(str(10_000_000_000 * number))
        lines = [{"ns": 1_000_000_000, "call": "m", "at": "x", "event": "letter_received", "to": "x"}]
        if person_ns:
            lines.append(
                {"ns": person_ns, "call": "m", "at": "x", "event": "letter_sent", "letter": "person"}
            )
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / "post@elvedal.example.jsonl").write_text(text, encoding="utf-8")
    found = read_town_log(tmp_path).letters["post@elvedal.example"]
    assert [(each.began_s, each.answered_s) for each in found] == [(11.0, 12.0), (21.0, None)]
