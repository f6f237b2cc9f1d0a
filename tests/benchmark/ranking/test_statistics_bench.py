"""What `svartid bench statistics` says of its figures; that they can be measured is a proof of its parts."""

import pytest

from benchmark.ranking.statistics_bench import missed_aims, print_statistics, statistics_bench


def test_an_aim_that_is_missed_is_named_and_what_was_not_measured_misses_none():
    found = {"edition_3300_s": 2.4, "edition_1m_s": None, "ranksets_2000_s": 1.9, "peak_mb": 5000.0}
    assert missed_aims(found) == [
        "3,300 contacts scored, modelled, ranked, from the database: 2.4, aim 2",
        "most memory held: 5000, aim 4096",
    ]


def test_the_table_has_each_figure_beside_its_aim(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    print_statistics({"edition_3300_s": 2.4, "peak_mb": 1500.0})
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert told == [
        "what found aim",
        "─" * len(told[1]),
        "mixed model, 200 × 100 × 20, 5,000 contacts not measured",
        "mixed model, 2,000 × 1,000 × 50, 1,000,000 contacts not measured",
        "rank sets of 200, 10,000 draws not measured",
        "rank sets of 2,000, 10,000 draws not measured 2 s",
        "3,300 contacts scored, modelled, ranked, from the database 2.4 s 2 s",
        "1,000,000 contacts scored, modelled, ranked, from memory not measured 60 s",
        "most memory held 1,500 MiB 4,096 MiB",
        "missed: 3,300 contacts scored, modelled, ranked, from the database: 2.4, aim 2",
    ]


@pytest.mark.proof
def test_everything_but_the_million_is_measured():
    found = statistics_bench(million=False)
    assert [key for key, value in found.items() if value is None] == ["reml_1m_s", "edition_1m_s"]
    assert all(value > 0 for value in found.values() if value is not None)
