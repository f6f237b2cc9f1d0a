"""Whose words are these? Quotations as mail programs of the north write them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.email.own_words import own_words

OUTLOOK = """Hei Siv

Dunken tømmes i oddetallsuker.

Med vennlig hilsen
Kari
Servicetorget, Fjordvik kommune

________________________________
Fra: Siv Strand <siv@maaling.example>
Sendt: mandag 2. november 2026 08:12
Til: Postmottak <post@fjordvik.example>
Emne: Søppel

Hei, når tømmes søppelet?
"""

GMAIL = """Ja, det går bra.

mån 2 nov. 2026 kl. 08:12 skrev Siv Strand <
siv@maaling.example>:

> Går det bra att komma på tisdag?
>
> Hälsningar Siv
"""

BELOW = """Den 02.11.2026 08:12 skrev Siv Strand:
> Kan jeg betale med kort?
Ja, på alle stasjoner.
> Og hvor sent er det åpent?
Til kl. 20.
Mvh Kari
"""

PLAIN_RULE = """You can pay by card.

-----Original Message-----
From: Siv
Can I pay by card?
"""

TICKET = """##- Skriv svaret ditt over denne linjen -##

Hei!
Søknaden må sendes innen 1. mars.

Din henvendelse:
Når er fristen?
"""


@pytest.mark.parametrize(
    ("text", "words", "signature_begins", "quoted_begins"),
    [
        (
            OUTLOOK,
            "Hei Siv\n\nDunken tømmes i oddetallsuker.",
            "Med vennlig hilsen\nKari",
            "________________________________\nFra:",
        ),
        (GMAIL, "Ja, det går bra.", "", "mån 2 nov. 2026"),
        (BELOW, "Ja, på alle stasjoner.\nTil kl. 20.", "Mvh Kari", "Den 02.11.2026"),
        (PLAIN_RULE, "You can pay by card.", "", "-----Original"),
        (TICKET, "Hei!\nSøknaden må sendes innen 1. mars.", "", "Din henvendelse:\nNår"),
        ("Nei.\n\n-- \nOle\nBygg", "Nei.", "--\nOle", ""),
        ("Ok\n\nSendt fra min iPhone", "Ok", "Sendt fra min iPhone", ""),
        (
            "Hei\n\nFra: Oslo til: Bergen tar det 7 timer.",
            "Hei\n\nFra: Oslo til: Bergen tar det 7 timer.",
            "",
            "",
        ),
        ("> Alt er sitat\n> her", "Alt er sitat\nher", "", "> Alt"),
        ("", "", "", ""),
    ],
)
def test_words_signature_and_quotation_are_told_apart(
    text: str, words: str, signature_begins: str, quoted_begins: str
) -> None:
    parted = own_words(text)
    assert parted.words == words
    assert parted.signature[: len(signature_begins)] == signature_begins
    assert parted.quoted[: len(quoted_begins)] == quoted_begins
    assert bool(parted.signature) == bool(signature_begins)
    assert bool(parted.quoted) == bool(quoted_begins)


def test_our_own_sentences_are_ours_even_where_nothing_marks_them() -> None:
    ours = "Hei!\nNår tømmes søppelet på Sørøya denne uka?\nHilsen Siv"
    parted = own_words("Tirsdag.\n\nNår tømmes søppelet på Sørøya denne uka?", ours)
    assert parted == ("Tirsdag.", "", "Når tømmes søppelet på Sørøya denne uka?")


LINES = (
    "Hei", "", "> sitert", ">> sitert dypere", "Dunken tømmes tirsdag.", "Mvh", "Med vennlig hilsen", "Kari",
    "-- ", "Den 2. nov. 2026 skrev Siv:", "Fra: Siv", "Sendt: mandag", "Til: Kari", "Emne: Søppel", "_" * 30,
    "-----Original Message-----", "Sendt fra min iPhone", "On Mon, Siv wrote:", "Din henvendelse:",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_no_word_is_lost_or_told_twice(lines: list[str]) -> None:
    parted = own_words("\n".join(lines))
    told = Counter(" ".join(parted).replace(">", "").split())
    if parted.words or parted.signature:
        only_quoted = Counter(parted.quoted.replace(">", "").split())
        said = Counter(f"{parted.words} {parted.signature}".split())
        given_words = Counter(" ".join(lines).replace(">", "").split())
        assert told == given_words or (only_quoted == given_words and said <= only_quoted)
