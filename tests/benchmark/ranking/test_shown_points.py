"""What the model reckons beyond 0 or 100 is printed as 0 or 100, and ranked as it is."""

import json

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from benchmark import commands
from benchmark.ranking.award import Contender, award
from benchmark.ranking.contact_table import read_contact_table
from benchmark.ranking.edition_ranking import rank_edition
from benchmark.ranking.shown_points import shown_points
from scenarios.award import Prize

app = typer.Typer()
for name in ("score", "rank", "compare"):
    app.command(name)(getattr(commands, name))


@given(points=st.floats(-1e3, 1e3), truth=st.floats(0, 100))
def test_a_shown_score_is_on_the_scale_and_never_further_from_the_truth(points, truth):
    shown = shown_points(points)
    assert 0 <= shown <= 100
    assert abs(shown - truth) <= abs(points - truth)
    assert shown == points or not 0 <= points <= 100


@pytest.fixture
def contacts(tmp_path):
    """Aker is worth nothing and met the kind shopper more often than the others: the model goes below 0."""
    rows = ["organisation,shopper,score"]
    for name, level in (("Aker", 0), ("Bygd", 45), ("Dal", 60)):
        for number in range(20):
            kind = number % 4 > 0 if name == "Aker" else number % 2 == 0
            score = level and level + (12 if kind else -12) + number % 5 - 2
            rows.append(f"{name},{'kind' if kind else 'strict'},{score}")
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_every_command_shows_the_same_and_ranks_by_what_the_model_says(contacts):
    full = rank_edition(table=read_contact_table(contacts), draws=100).classes[0].rows[-1]
    assert full.organisation == "Aker"
    assert full.adjusted == full.score == pytest.approx(-4.33, abs=0.01)

    def asked(*words):
        done = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    last = asked("score", str(contacts))["organisations"][-1]
    assert (last["organisation"], last["adjusted"], last["low"]) == ("Aker", 0, 0)
    [ranked] = asked("rank", str(contacts))["classes"]
    last = ranked["organisations"][-1]
    assert (last["organisation"], last["rank"], last["score"], last["adjusted"]) == ("Aker", 3, 0, 0)
    assert "Aker, 0.0 (0.0–" in last["verdict"]
    assert "a difference of 60.0 is more" in last["verdict"]
    pair = asked("compare", str(contacts), "Bygd", "Aker")
    assert (pair["second"], pair["second_score"]) == ("Aker", 0)
    assert pair["difference"] == pytest.approx(49.33, abs=0.01)


def test_two_that_print_100_are_a_tie_which_the_further_decimals_may_settle():
    def given_by(rule):
        prize = Prize.model_validate(
            {"by": "total", "within": "class", "source": "project's choice", "ties": rule}
        )
        both = [Contender("A", {"total": 100.4}, 25), Contender("B", {"total": 101.2}, 25)]
        return award(prize=prize, group="kommune", contenders=both).winners

    assert given_by("shared") == ("B", "A")
    assert given_by("decimals") == ("B",)
