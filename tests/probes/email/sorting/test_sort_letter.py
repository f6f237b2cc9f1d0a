"""What kind of letter is this? Signs one by one, and the letters that the rules were made with."""

import pytest
from letter_cases import cases_for_rules

from probes.email.letter import read_letter
from probes.email.sorting.decision import Decision
from probes.email.sorting.kind import LetterKind
from probes.email.sorting.known_text import fingerprint, letter_fingerprint, likeness, seen_before
from probes.email.sorting.sort_letter import sort_letter
from probes.sandbox.mail.answers import Kind, Received, write_answer
from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.words import WORDS

MACHINE = """Hei

Kulturkontoret har et lite lager av telt, benker og grill som lag og foreninger i bygda kan bruke gratis.
Nøkkelen henger hos vaktmesteren, og teltet skal tørkes før det legges tilbake i posen.
"""


def sort(raw: str, **more: object) -> Decision:
    return sort_letter(letter=read_letter(raw.encode()), **more)  # type: ignore[arg-type]


def test_the_letters_that_the_rules_were_made_with_are_sorted_right_but_for_a_few() -> None:
    wrong = {
        case.name: kind.value
        for case in cases_for_rules()
        if (kind := sort_letter(letter=read_letter(case.raw)).kind) != LetterKind(case.kind)
    }
    assert wrong == {
        "da-3-5": "acknowledgement",  # "takes two hours", said by a person
        "da-18": "acknowledgement",  # "you have received a letter"
        "en-2-17": "out_of_office",  # a summer school and a road: "open on Monday", "closed from"
        "en-2-19": "out_of_office",
        "en-33": "acknowledgement",  # its case number is named in no usual way
        "en-35": "person",  # "travelling, slow to reply", with a joke
        "nb-2-12": "person",  # "Thanks, noted!", and what to do with the old bin
        "nb-35": "person",  # notices, like an answer in all but the question
        "nb-41": "case_number",  # a person's answer in a case system's frame
        "nb-54": "person",
        "nn-23": "person",
        "sv-2-2": "person",  # an appeal has come in: told like an answer
        "sv-2-13": "acknowledgement",  # its case number is named in no usual way
    }


def test_the_towns_own_letters_are_what_they_are() -> None:
    kinds: tuple[Kind, ...] = ("acknowledgement", "case_number", "out_of_office", "person", "bounce")
    received = Received("q@maaling.example", "svar+a@maaling.example", "Plass", "post@granli.example")
    taken = {}
    for language in WORDS:
        habit = MailHabit(language=language, case_number="sak")
        for kind in kinds:
            raw = write_answer(kind, received, habit=habit, message_id="m", number="2026/4711")
            taken[language, kind] = sort_letter(letter=read_letter(raw)).kind.value
    assert taken == {(language, kind): kind for language in WORDS for kind in kinds}


def test_what_calls_itself_an_automatic_reply_is_one_however_personal() -> None:
    raw = "From: Kari <kari@granli.example>\nSubject: Re: Plass\n%s\nFristen er 1. mars.\nHilsen Kari Holm\n"
    kinds = [sort(raw % header).kind.is_automatic for header in ("", "Auto-Submitted: auto-replied\n")]
    assert kinds == [False, True]


def test_what_is_only_supposed_to_have_come_has_not() -> None:
    raw = "Subject: SV: Plass\n\nDu kan få plass i august hvis søknaden er kommet innen 1. mars.\n"
    assert "nb:received" not in sort(raw).reasons
    assert sort(raw).kind is LetterKind.PERSON


def test_a_decision_says_why_the_strongest_reason_first() -> None:
    decision = sort(
        "From: post@granli.example\nAuto-Submitted: auto-replied\nSubject: Kvittering\n\n"
        "Takk for din henvendelse. Vi har mottatt den, og saksnummeret er 26/01234."
    )
    assert decision.kind is LetterKind.CASE_NUMBER
    assert decision.case_number == "26/01234"
    assert decision.reasons[0] == "header:auto-replied"
    assert decision.reasons[-1] == "words:case-number"
    assert decision.confidence > 0.9


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", LetterKind.BOUNCE),
        ("delayed", "4.4.1", LetterKind.OTHER),
        ("delivered", "2.0.0", LetterKind.OTHER),
        ("", "5.7.1", LetterKind.BOUNCE),
    ],
)
def test_a_delivery_report_decides_alone(action: str, status: str, kind: LetterKind) -> None:
    raw = (
        "From: MAILER-DAEMON@mx.example\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\n\nHei Siv! Jeg har sjekket, og svaret er ja.\n--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; post@granli.example\n"
        f"Action: {action}\nStatus: {status}\n--b--\n"
    )
    assert sort(raw).kind is kind


def test_a_read_receipt_is_nobodys_answer() -> None:
    raw = (
        "From: rektor@skole.example\nSubject: Ja\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
        "--b\n\nJa, det stemmer.\n--b\nContent-Type: message/disposition-notification\n\n"
        "Original-Message-ID: <spm@maaling.example>\n--b--\n"
    )
    decision = sort(raw)
    assert (decision.kind, decision.reasons[0]) == (LetterKind.OTHER, "header:read-receipt")


def test_the_same_text_to_another_enquiry_is_a_machines() -> None:
    raw = f"From: kultur@granli.example\nSubject: SV: Spørsmål\n\n{MACHINE}"
    other = read_letter(f"Subject: SV: Noe annet\n\n{MACHINE.replace('Hei', 'Hei Ola')}".encode())
    known = (letter_fingerprint(other),)
    assert sort(raw).kind is LetterKind.PERSON
    again = sort(raw, known=known)
    assert again.kind.is_automatic
    assert "shape:seen-before" in again.reasons


def test_a_text_is_known_again_by_its_words_not_its_numbers_or_greeting() -> None:
    one = fingerprint(MACHINE + "Saken har nummer 4711.")
    other = fingerprint(MACHINE.replace("Hei", "Hei Siv") + "Saken har nummer 88.")
    assert likeness(one, other) == 1.0
    assert not seen_before(
        fingerprint("Teltet er dessverre utleid den helga, men vi har et annet som du kan " * 2), [one]
    )
    assert fingerprint("Ja, det stemmer.") == ()
    assert not seen_before((), [()])


def test_what_comes_at_once_was_not_written() -> None:
    raw = f"From: kultur@granli.example\nSubject: SV: Spørsmål\n\n{MACHINE}"
    kinds = [sort(raw, elapsed_s=seconds).kind.is_automatic for seconds in (4.0, 7200.0)]
    assert kinds == [True, False]


def test_what_comes_when_nobody_is_at_work_is_hardly_a_persons() -> None:
    raw = f"From: kultur@granli.example\nSubject: SV: Spørsmål\n\n{MACHINE}"
    unknown, at_work, at_night = (sort(raw, working_time=at).confidence for at in (None, True, False))
    assert unknown == at_work > at_night


def test_whoever_answers_names_a_price_or_a_day() -> None:
    answers = [sort(f"Subject: SV: Leie\n\nHei!\nSalen koster {price}.\n") for price in ("250 kr", "litt")]
    assert ["shape:specific" in answer.reasons for answer in answers] == [True, False]
    assert answers[0].confidence > answers[1].confidence


def test_our_own_enquiry_is_not_taken_for_the_writers_words() -> None:
    enquiry = "Jeg har sjekket nettsidene, men finner ikke fristen for å søke om barnehageplass i høst."
    raw = f"From: post@granli.example\nSubject: Kvittering\n\nVi har mottatt henvendelsen din:\n\n{enquiry}\n"
    decision = sort(raw, enquiry=enquiry)
    assert decision.kind is LetterKind.ACKNOWLEDGEMENT
    assert "nb:first_person" not in decision.reasons


def test_an_empty_letter_is_decided_without_certainty() -> None:
    decision = sort("\n")
    assert decision.confidence < 0.6


def test_a_person_who_speaks_of_an_automatic_reply_is_a_person() -> None:
    raw = (
        "Subject: SV: Frist\n\nHei Siv,\ndu fikk nok et automatisk svar fra oss i går. Fristen er 1. mars, "
        "og du søker i foreldreportalen.\nMvh Mona"
    )
    assert sort(raw).kind is LetterKind.PERSON


@pytest.mark.parametrize(
    ("subject", "asked", "answered"),
    [
        ("Påsken", "Holder svømmehallen åpent i påsken?", "Svømmehallen er stengt hele påsken."),
        ("Nyhetsbrev", "Hvordan får jeg nyhetsbrevet?", "Nyhetsbrevet er lagt ned."),
        ("Ferie", "När har förskolan semesterstängt?", "Förskolan har semesterstängt vecka 28 till 31."),
        ("Regning", "Hvorfor er min regning forsinket?", "Regningen er forsinket, fordi måleren skiftes."),
        ("Survey", "Who sent the survey about the park?", "The customer survey was sent by the county."),
    ],
)
def test_what_was_asked_about_is_no_sign_of_a_machine(subject: str, asked: str, answered: str) -> None:
    raw = f"From: post@granli.example\nSubject: SV: {subject}\n\n{answered}\n"
    assert sort(raw, enquiry=f"{subject}\n{asked}").kind is LetterKind.PERSON


def test_whoever_says_i_is_absent_whatever_was_asked() -> None:
    raw = "From: kari@granli.example\nSubject: SV: Ferie\n\nJeg er på ferie til 8. november.\n"
    assert sort(raw, enquiry="Når har barnehagen ferie i november?").kind is LetterKind.OUT_OF_OFFICE
