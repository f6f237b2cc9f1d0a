"""Case numbers as archives and ticket systems of the north write them."""

import pytest

from probes.email.sorting.case_number import case_numbers, find_case_number, same_case


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Din henvendelse har fått saksnummer 2026/4711.", "2026/4711"),
        ("Saksnr: 26/01234-2", "26/01234-2"),
        ("Referansenummeret ditt er FV-2026-00817.", "FV-2026-00817"),
        ("Sak nr. 88123 er oppretta", "88123"),
        ("Ditt ärendenummer är 88-123456", "88-123456"),
        ("Diarienummer: KS 2026/00123", "KS 2026/00123"),
        ("dnr 2026-00123", "2026-00123"),
        ("Sagsnr.: 26/12345", "26/12345"),
        ("Your ticket number is #100045", "100045"),
        ("Case ID: CAS-12345-X7B2", "CAS-12345-X7B2"),
        ("Incident INC0012345 has been logged", "INC0012345"),
        ("Vi har registrert REQ-2026001.", "REQ-2026001"),
        ("Asianumero: 1234/2026", "1234/2026"),
        ("Vår ref: 2026/881-3", "2026/881-3"),
        ("Saksnummer for henvendelsen: 88213", "88213"),
        ("Referansen din er Q7-F2K88.", "Q7-F2K88"),
        ("Sagsnummer – 26-1234", "26-1234"),
        ("Ärendenummer: 2026 11 0012", "2026 11 0012"),
        ("Løpenummer 5512", "5512"),
        ("saksnummer fk-2026-118", "fk-2026-118"),
        ("Organisasjonsnummer 100 200 300, telefonnummer 10123456", None),
        ("Vi svarer innen 3 dager.", None),
        ("Ny sak 2026 blir behandlet 12.11.2026 kl. 10:30", None),
        ("Ring oss på 10 12 34 56", None),
        ("", None),
    ],
)
def test_the_number_is_found_in_the_words(text: str, number: str | None) -> None:
    assert find_case_number(text=text) == number


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("[#4711] Vi har mottatt din henvendelse", "4711"),
        ("Re: Søppel [Fjordvik #2026110210000012]", "2026110210000012"),
        ("[SAK-20261] Svar", "SAK-20261"),
        ("SV: Spørsmål ##8812345##", "8812345"),
        ("Svar på henvendelse (#55120)", "55120"),
        ("Ref:2026-118 Avløp", "2026-118"),
        ("SV: Spørsmål om huset i 2026", None),
    ],
)
def test_the_number_is_found_in_the_subject(subject: str, number: str | None) -> None:
    assert find_case_number(subject=subject) == number


def test_a_named_number_wins_over_a_tag() -> None:
    assert case_numbers(subject="[#99001] Hei", text="Saksnummer: 2026/12") == ("2026/12", "99001")


def test_spelling_does_not_matter_when_two_numbers_are_compared() -> None:
    assert same_case("KS 2026/4711", "ks-2026-4711")
    assert not same_case("2026/4711", "2026/4712")
    assert not same_case("", "-")
