"""Kept text tells what was said, not whom to call."""

from hypothesis import given
from hypothesis import strategies as st

from probes.masking import ACCOUNT, MAIL, NAME, NATIONAL_ID, PHONE, mask_personal


def test_addresses_numbers_and_ids_are_masked_and_the_rest_stays() -> None:
    told = {
        "Skriv til kari.o@fjordvik.example i dag": f"Skriv til {MAIL} i dag",
        "Ring 10 12 34 56, spør etter meg": f"Ring {PHONE}, spør etter meg",
        "tlf. +47 10 12 34 56.": f"tlf. {PHONE}.",
        "tlf 101 23 456 eller 10123456": f"tlf {PHONE} eller {PHONE}",
        "Tel: +46 8 465 004 00 (växel)": f"Tel: {PHONE} (växel)",
        "Ring 08-465 004 12 efter lunch": f"Ring {PHONE} efter lunch",
        "fødselsnummer 010190 12345 og": f"fødselsnummer {NATIONAL_ID} og",
        "D-nummer 41019012345": f"D-nummer {NATIONAL_ID}",
        "personnummer 900101-1234": f"personnummer {NATIONAL_ID}",
        "personnummer 19900161-1234": f"personnummer {NATIONAL_ID}",
        "cpr 010190-1234": f"cpr {NATIONAL_ID}",
        "hetu 010190-123A": f"hetu {NATIONAL_ID}",
        "konto 1234.56.78901": f"konto {ACCOUNT}",
        "iban NO93 8601 1117 947": f"iban {ACCOUNT}",
        "kort 4111 1111 1111 1111": f"kort {ACCOUNT}",
    }
    assert {text: mask_personal(text) for text in told} == told


def test_dates_amounts_hours_and_case_numbers_stay() -> None:
    kept = (
        "Fristen er 2026-11-02 kl. 12:30, sak 2026/4711 og 26/01234-2.",
        "Det koster 1 250 kr, eller 12 500,50 kr i 2026.",
        "Vi har åpent 09.00-15.00, ring 02180.",
        "Uke 45, 46 og 47; § 12-4.",
    )
    assert tuple(mask_personal(text) for text in kept) == kept


def test_names_that_are_given_are_masked_as_whole_words() -> None:
    masked = mask_personal("Hei Siv! Siv Strand og sivet hilser.", names=("Siv", "Siv Strand", " "))
    assert masked == f"Hei {NAME}! {NAME} og sivet hilser."


@given(st.text(st.sampled_from("0123456789 +-./()aA@:"), max_size=80))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask_personal(text)
    assert mask_personal(once) == once
