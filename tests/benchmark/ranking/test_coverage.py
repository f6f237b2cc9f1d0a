"""The simulation behind the claims of coverage."""

import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from benchmark.bench import coverage
from benchmark.ranking.coverage.made_up_edition import Design, make_up_edition
from benchmark.ranking.coverage.replication import Replication
from benchmark.ranking.coverage.report import Coverage
from benchmark.ranking.coverage.simulate import simulate_coverage
from benchmark.ranking.coverage.table import print_coverage
from benchmark.ranking.statistics_bench import missed_aims, statistics_bench

app = typer.Typer()
app.command()(coverage)


def test_the_truth_is_what_many_contacts_come_to():
    design = Design(organisations=4, classes=1, contacts=40_000, shoppers=4000, scenarios=2000)
    made = make_up_edition(design, rng=np.random.default_rng(1))
    means = made.contacts.groupby("organisation")["score"].mean()
    np.testing.assert_allclose(means.to_numpy(), made.truth, atol=0.5)
    assert made.contacts["score"].between(0, 100).all()
    assert len(make_up_edition(Design(shoppers_each=3), rng=np.random.default_rng(1)).contacts) == 3300


def test_claims_hold_where_a_bootstrap_fails():
    found = simulate_coverage(Design(organisations=40, classes=8, shoppers_each=3), replications=10)
    assert found.score_interval.share > found.naive_score_interval.share
    assert found.class_ranks.share > found.naive_class_ranks.share
    assert found.class_ranks.share >= 0.95
    assert found.missed_aims() == []


def test_missed_aims_are_named():
    bad = Replication(0.8, 0.7, 3, 3, 0.8, 0.7, 3, 3)
    [intervals, ranks, winners] = Coverage.of([bad] * 50, classes=20).missed_aims()
    assert intervals == "score intervals hold 80.0 %, aim 95 ± 1 %"
    assert ranks == "class rank sets hold 70.0 %, aim 95 % or more"
    assert winners == "editions with a false clear winner 100.0 %, aim ≤ 5 %"


def test_the_command_gives_the_promised_keys(capsys):
    small = ["--replications", "2", "--organisations", "20", "--classes", "4"]
    result = CliRunner().invoke(app, [*small, "--quick", "--json"])
    assert result.stderr.splitlines() == ["1 of 2 made-up editions", "2 of 2 made-up editions"]
    told = json.loads(result.stdout)
    wanted = ["score_interval", "class_ranks", "false_clear_winner"]
    wanted += ["naive_score_interval", "naive_class_ranks"]
    assert all(0 <= told[key] <= 1 for key in wanted)
    # The same seed gives the same editions.
    assert told == simulate_coverage(Design(organisations=20, classes=4), replications=2).flat()
    print_coverage(Coverage.of([Replication(0.9, 1.0, 1, 0, 0.8, 0.7, 3, 1)] * 2, classes=4))
    assert "naive bootstrap" in capsys.readouterr().out


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_coverage_proof():
    found = simulate_coverage(Design(), replications=400)
    assert found.missed_aims() == []
    assert found.naive_class_ranks.share < 0.9


@pytest.mark.proof
def test_speed_proof():
    found = statistics_bench(million=False)
    assert set(found) == {
        "reml_5k_s",
        "reml_1m_s",
        "ranksets_200_s",
        "ranksets_2000_s",
        "edition_3300_s",
        "edition_1m_s",
        "peak_mb",
    }
    assert missed_aims({"edition_3300_s": 2.5}) == [
        "3,300 contacts scored, modelled, ranked, from the database: 2.5, aim 2"
    ]
