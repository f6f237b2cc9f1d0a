"""What a class's ranking says at its edges: too few contacts, a winner as measured, one contact less."""

import pandas as pd
import pytest

from benchmark.ranking.class_ranking import rank_contest, row_of
from benchmark.ranking.contact_table import ContactTable
from benchmark.ranking.contest import contest_of
from benchmark.ranking.errors import BadEstimates, UnknownOrganisation
from benchmark.ranking.fit import fit_table
from benchmark.ranking.leave_one_out_of_table import certificate
from benchmark.ranking.pair import compare_pair
from benchmark.ranking.verdict import Standing


def table(rows):
    """Contacts of (organisation, shopper, score), all in one class."""
    frame = pd.DataFrame(rows, columns=["organisation", "shopper", "score"])
    return ContactTable(contacts=frame, classes=dict.fromkeys(frame["organisation"].unique(), "all"))


def kind_and_strict():
    """Aker met the kind shopper most often: as measured it leads, among equal shoppers it does not."""
    rows = []
    for name, level in (("Aker", 50), ("Bygd", 60), ("Dal", 40)):
        for number in range(40):
            kind = number % 10 > 0 if name == "Aker" else number % 2 == 0
            rows.append((name, "kind" if kind else "strict", level + (20 if kind else -20) + number % 5 - 2))
    return table(rows)


def ranked(of, rng, **rules):
    estimates = fit_table(of)
    contest = contest_of(
        estimates=estimates, members=list(of.classes), group="all", official="raw", draws=500, rng=rng
    )
    return rank_contest(contest=contest, estimates=estimates, official="raw", draws=500, rng=rng, **rules)


def test_the_winner_as_measured_may_be_behind_others(rng):
    found = ranked(kind_and_strict(), rng)
    assert [(row.organisation, row.verdict.standing) for row in found.rows] == [
        ("Aker", Standing.measured),
        ("Bygd", Standing.level),
        ("Dal", Standing.behind),
    ]
    assert found.winner_set == ("Bygd",)
    assert found.rows[0].verdict.others == ("Bygd",)


def test_below_the_methods_least_number_of_contacts_nobody_is_ranked_in_words(rng):
    found = ranked(kind_and_strict(), rng, least_contacts=41)
    assert {row.verdict.standing for row in found.rows} == {Standing.small}
    assert row_of(found, "Dal").rank == 3
    with pytest.raises(UnknownOrganisation, match="Elv has no place in all"):
        row_of(found, "Elv")


def test_a_certificate_leaves_out_single_contacts_too():
    of = table([("Aker", "kind", 70), ("Aker", "strict", 90), ("Aker", "strict", 60), ("Bygd", "kind", 75)])
    of = table([*of.contacts.itertuples(index=False, name=None), ("Bygd", "strict", 70)])
    told = []
    found = certificate(
        table=of, estimates=fit_table(of), members=["Aker", "Bygd"], official="raw", contacts_too=True,
        told=lambda: told.append(1),
    )  # fmt: skip
    assert (found.winner, found.refits + len(found.impossible), len(told)) == ("Aker", 7, 7)
    assert ("contact", "3") in [(each.kind, each.unit) for each in found.upsets]


def test_who_is_compared_must_be_two_with_a_score():
    estimates = fit_table(kind_and_strict())
    with pytest.raises(BadEstimates, match="cannot be compared with itself"):
        compare_pair(estimates=estimates, one="Aker", other="Aker")
    with pytest.raises(UnknownOrganisation, match="Elv has no score"):
        compare_pair(estimates=estimates, one="Aker", other="Elv")


def test_two_that_are_alike_to_the_last_point_are_told_so():
    of = table([(name, "one", score) for name in ("Aker", "Bygd") for score in (50.0, 50.0, 50.0)])
    found = compare_pair(estimates=fit_table(of), one="Bygd", other="Aker")
    assert (found.difference, found.p, found.apart) == (0, 1, False)
    assert found.say("nb") == "Bygd og Aker har like mange poeng, 50,0"
