"""The award's rules: gates, order, ties, labels."""

import pytest

from benchmark.ranking.award import Contender, Label, award
from benchmark.ranking.errors import BadEstimates
from scenarios.award import Prize


def prize(**rules):
    return Prize.model_validate(
        {"by": "total", "within": "class", "source": "project's choice", "ties": "shared", **rules}
    )


def contender(name, total, *, contacts=25, answered=1.0, **scores):
    return Contender(name, {"total": total, **scores}, contacts, answered, 30.0)


A, B, C = contender("A", 89.3, agent=80.0), contender("B", 86.4, agent=90.0), contender("C", 70.0)


def give(*contenders, may=None, proven=True, least_contacts=0, **rules):
    return award(
        prize=prize(**rules),
        group="kommune",
        contenders=contenders,
        may_be_best=may,
        proven=proven,
        least_contacts=least_contacts,
    )


def test_the_highest_score_wins_whatever_the_statistics_say():
    found = give(C, B, A, may={"A": True, "B": True, "C": False})
    assert (found.winners, found.label, found.level_with) == (("A",), Label.level, ("B",))
    assert found.order == ("A", "B", "C")
    assert [found.say(language) for language in ("en", "nb", "sv")] == [
        "winner, level with B",
        "vinner, på linje med B",
        "vinnare, i nivå med B",
    ]


def test_a_clear_winner_is_alone_in_the_winner_set():
    alone = {"A": True, "B": False, "C": False}
    assert give(A, B, C, may=alone).label is Label.clear
    # Over many classes (Holm) the claim may not hold; without statistics there is none.
    assert give(A, B, C, may=alone, proven=False).label is Label.level
    assert give(A, B, C).label is Label.level


def test_nobody_is_a_clear_winner_on_too_few_contacts():
    alone = {"A": True, "B": False, "few": False}
    few = contender("few", 99.0, contacts=4)
    found = give(few, B, may={"few": True, "B": False}, least_contacts=5)
    assert (found.winners, found.label, found.level_with) == (("few",), Label.level, ())
    assert [found.say(language) for language in ("en", "nb", "sv")] == [
        "winner, but not shown to be a clear one",
        "vinner, men ikke vist å være en klar",
        "vinnare, men inte visad vara en klar",
    ]
    # Too few contacts of somebody else take nothing from the winner.
    assert give(A, B, contender("few", 1.0, contacts=4), may=alone, least_contacts=5).label is Label.clear


def test_a_winner_that_the_adjusted_scores_put_behind():
    found = give(A, B, C, may={"A": False, "B": True, "C": False})
    assert (found.winners, found.label, found.level_with) == (("A",), Label.measured, ("B",))
    assert found.say("en") == "winner as measured; adjusted, B may be the best"


def test_scores_that_print_the_same_are_a_tie():
    near = contender("D", 89.34, agent=70.0)
    everybody = {"A": True, "D": True, "B": True}
    shared = give(A, near, B, may=everybody)
    assert (shared.winners, shared.label, shared.level_with) == (("D", "A"), Label.shared, ("B",))
    assert give(A, near, B, ties="decimals").winners == ("D",)
    assert give(A, near, B, ties="agent").winners == ("A",)
    # Nobody spoke with an agent: the tie stays.
    alike = contender("E", 89.3), contender("F", 89.3)
    assert give(*alike, ties="agent").winners == ("E", "F")


def test_all_who_may_be_the_best_share_where_the_method_says_so():
    barred = contender("E", 89.0, contacts=3)
    everybody = {"A": True, "B": True, "C": False, "E": True}
    found = give(A, B, C, barred, may=everybody, ties="level", gates={"contacts": 15})
    assert (found.winners, found.label, found.level_with) == (("A", "B"), Label.shared, ("E",))
    alone = give(A, B, C, may={"A": True, "B": False, "C": False}, ties="level")
    assert (alone.winners, alone.label) == (("A",), Label.clear)


def test_gates_bar_and_say_why():
    few = contender("few", 99.0, contacts=4)
    deaf = contender("deaf", 98.0, answered=0.6)
    unknown = contender("unknown", 97.0, answered=None)
    empty = contender("empty", None, contacts=0)
    slow = Contender("slow", {"total": 96.0}, 25, 1.0, 200.0)
    unheard = Contender("unheard", {"total": 95.0}, 25, 1.0, None)
    found = give(
        few, deaf, unknown, empty, slow, unheard, A,
        gates={"answered": "80 %", "contacts": 15, "answer_time": "2 min"},
    )  # fmt: skip
    assert found.winners == ("A",)
    assert found.barred == {
        "few": "4 contacts of the 15 asked for",
        "deaf": "60.0 % answered, 80 % asked for",
        "unknown": "the share answered is unknown",
        "empty": "unscored",
        "slow": "mean answer time 200.0 s, at most 2 min allowed",
        "unheard": "the answer time is unknown",
    }


def test_no_winner_when_too_few_compete_or_nobody_passes():
    found = give(A, B, gates={"organisations": 3})
    assert (found.winners, found.label) == ((), Label.nobody)
    assert found.reason == "2 compete and the method asks for 3"
    assert give(contender("X", None)).reason == "nobody passed the gates"
    assert give().reason == "nobody competes"


def test_a_class_of_one():
    assert give(A).label is Label.unopposed
    assert give(A).say("nb") == "alene i klassen"


def test_twice_the_same_is_refused():
    with pytest.raises(BadEstimates, match="competes twice"):
        give(A, A)
