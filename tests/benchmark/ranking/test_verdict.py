"""Every sentence in every language."""

from dataclasses import replace

import pytest

from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.pair import Pair
from benchmark.ranking.separation import contacts_to_separate
from benchmark.ranking.verdict import Standing, Verdict
from benchmark.ranking.words import contacts, decimal, listed, roughly

FJORDVIK = Verdict(
    name="Fjordvik kommune",
    standing=Standing.level,
    score=86.4,
    low=81.1,
    high=90.9,
    contacts=25,
    rival="Elvemo kommune",
    rival_score=89.3,
    gap=2.9,
    needed=contacts_to_separate(gap=2.9, deviation=12, made=25, organisations=7),
    others=("Elvemo kommune", "Solbygd kommune"),
    least=15,
)

SENTENCES = {
    (
        Standing.level,
        "en",
    ): "Fjordvik kommune, 86.4 (81.1–90.9, n = 25), cannot be told apart from the winner,"
    " 89.3: at this spread a difference of 2.9 would need about 270 contacts each",
    (Standing.level, "nb"): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), kan ikke skilles fra vinneren, 89,3:"
    " med denne spredningen ville en forskjell på 2,9 kreve omtrent 270 kontakter med hver",
    (Standing.level, "sv"): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), går inte att skilja från vinnaren,"
    " 89,3: med den här spridningen skulle en skillnad på 2,9 kräva omkring 270 kontakter med vardera",
    (Standing.first, "en"): "Fjordvik kommune, 86.4 (81.1–90.9, n = 25), has the highest score but cannot be"
    " told apart from Elvemo kommune and Solbygd kommune: at this spread a difference of 2.9 would need about"
    " 270 contacts each",
    (
        Standing.first,
        "nb",
    ): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), har flest poeng, men kan ikke skilles"
    " fra Elvemo kommune og Solbygd kommune: med denne spredningen ville en forskjell på 2,9 kreve omtrent"
    " 270 kontakter med hver",
    (Standing.clear, "en"): "Fjordvik kommune, 86.4 (81.1–90.9, n = 25), is the clear winner: a lead of 2.9"
    " over Elvemo kommune, 89.3, is more than chance can explain",
    (
        Standing.clear,
        "sv",
    ): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), är klar vinnare: ett försprång på 2,9"
    " före Elvemo kommune, 89,3, är mer än slumpen kan förklara",
    (Standing.behind, "nb"): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), ligger bak vinneren, 89,3: en"
    " forskjell på 2,9 er mer enn tilfeldigheter kan forklare",
    (Standing.tie, "sv"): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), delar förstaplatsen med Elvemo kommune"
    " och Solbygd kommune",
    (Standing.small, "en"): "Fjordvik kommune, 86.4 (81.1–90.9, n = 25), rests on too few contacts to be"
    " ranked: at least 15 contacts are needed",
    (Standing.small, "nb"): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), har for få kontakter til å bli"
    " rangert: det trengs minst 15 kontakter",
    (Standing.unscored, "en"): "Fjordvik kommune has no score: none of its contacts could be scored",
    (
        Standing.alone,
        "sv",
    ): "Fjordvik kommune, 86,4 (81,1–90,9, n = 25), är ensam i sin klass: det finns ingen att jämföra med",
    (
        Standing.measured,
        "en",
    ): "Fjordvik kommune, 86.4 (81.1–90.9, n = 25), has the highest score as measured;"
    " adjusted for shoppers and scenarios it is behind Elvemo kommune and Solbygd kommune",
}


@pytest.mark.parametrize(("standing", "language"), SENTENCES)
def test_sentences(standing, language):
    assert replace(FJORDVIK, standing=standing).say(language) == SENTENCES[standing, language]


@pytest.mark.parametrize("language", ["nb", "sv", "en", "nn", "no", "sv-SE", "en_GB"])
@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_a_sentence_in_every_language(standing, language):
    said = replace(FJORDVIK, standing=standing).say(language)
    assert said.startswith("Fjordvik kommune")
    assert "{" not in said
    assert not said.endswith(".")


def test_a_difference_too_small_to_print():
    same = replace(FJORDVIK, gap=0.04, needed=1e6)
    assert same.say("en").endswith("the winner, 89.3: to one decimal the scores are equal")
    assert same.say("nb").endswith("vinneren, 89,3: med én desimal er poengene like")
    assert same.say("sv").endswith("vinnaren, 89,3: med en decimal är poängen lika")


def test_more_contacts_than_anybody_makes():
    many = replace(FJORDVIK, gap=0.1, needed=226_000)
    assert many.say("en").endswith("would need more than 10,000 contacts each")
    assert many.say("nb").endswith("kreve mer enn 10\u202f000 kontakter med hver")
    assert many.say("sv").endswith("kräva mer än 10\u202f000 kontakter med vardera")


def test_an_unknown_language_is_refused():
    with pytest.raises(BadEstimates, match="choose nb, sv or en"):
        FJORDVIK.say("de")


def test_contacts_that_were_made_already_are_never_asked_for():
    assert contacts_to_separate(gap=9.5, deviation=12, made=20, organisations=7) == 26
    # A pair would need 26; to stand out of seven takes more, and that is what 30 contacts have not shown.
    assert contacts_to_separate(gap=9.5, deviation=12, made=30, organisations=7) == 32
    assert contacts_to_separate(gap=9.5, deviation=12, made=90, organisations=7) == 91
    assert contacts_to_separate(gap=0.0, deviation=12) == float("inf")
    assert contacts_to_separate(gap=1.0, deviation=0) == 0


def test_words():
    assert [decimal(-0.04, "en"), decimal(-2.5, "nb"), decimal(86.45, "sv")] == ["0.0", "−2,5", "86,5"]
    assert [contacts(1, "en"), contacts(1, "nb"), contacts(1200, "sv")] == [
        "1 contact",
        "1 kontakt",
        "1\u202f200 kontakter",
    ]
    assert [listed(list("AB")[:n], "en") for n in range(3)] == ["", "A", "A and B"]
    assert listed(list("ABCD"), "sv") == "A, B, C och D"
    assert listed(list("ABCDEF"), "nb") == "A, B og 4 andre"
    assert [roughly(value) for value in (8, 25.2, 269.7, 1301)] == [8, 26, 270, 1400]


PAIR = Pair(
    first="Elvemo kommune",
    second="Fjordvik kommune",
    first_score=89.3,
    second_score=86.4,
    contacts=(25, 25),
    difference=2.9,
    low=-3.8,
    high=9.6,
    error=3.39,
    p=0.397,
    freedom=48.0,
    deviation=12.0,
    needed=269.0,
    confidence=0.95,
)


def test_a_pair_in_words():
    assert PAIR.say("en") == (
        "Elvemo kommune, 89.3, and Fjordvik kommune, 86.4, cannot be told apart: at this spread a difference"
        " of 2.9 (95 % interval −3.8 to 9.6) would need about 270 contacts each"
    )
    assert PAIR.say("nb") == (
        "Elvemo kommune, 89,3, og Fjordvik kommune, 86,4, kan ikke skilles fra hverandre: med denne"
        " spredningen ville en forskjell på 2,9 (95 % intervall −3,8 til 9,6) kreve omtrent 270 kontakter"
        " med hver"
    )
    apart = replace(PAIR, p=0.001, low=1.0)
    assert apart.say("sv") == (
        "Elvemo kommune, 89,3, ligger före Fjordvik kommune, 86,4: skillnaden på 2,9 (95 % intervall 1,0 till"
        " 9,6) är mer än slumpen kan förklara"
    )
    assert replace(PAIR, difference=0.0, p=1.0).say("nb") == (
        "Elvemo kommune og Fjordvik kommune har like mange poeng, 89,3"
    )


def test_an_interval_of_another_score_says_so():
    apart = replace(FJORDVIK, adjusted=84.2)
    assert "86.4 (adjusted 84.2, 81.1–90.9, n = 25)" in apart.say("en")
    assert "86,4 (justert 84,2, 81,1–90,9, n = 25)" in apart.say("nb")
    assert "86,4 (justerat 84,2, 81,1–90,9, n = 25)" in apart.say("sv")
    assert replace(FJORDVIK, adjusted=86.43).say("en") == FJORDVIK.say("en")
