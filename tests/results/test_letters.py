"""Letters in the record: what arrived stays, whose it is says only a decision."""

import datetime as dt

import pytest

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


def _attempt(planter, *, moved: tuple[str, ...] = ("claimed", "contacting", "awaiting")):
    mailbox = planter.touchpoint(slug="mailbox", channel="email")
    return planter.move(planter.attempt(planter.contact(touchpoint=mailbox)), *moved)


def _letter(uid: int = 1, **more):
    from results.models import Letter

    fields = {
        "mailbox": "town",
        "uid_validity": 7,
        "uid": uid,
        "received_at": NOW,
        "size": 900,
        "sha256": f"{uid:064x}",
        "kind": "unsorted",
        "message_id": f"{uid}@fjordvik.example",
        "sender": "kari@fjordvik.example",
        "subject": "Re: Plass i barnehage",
    }
    return Letter.objects.create(**(fields | more))


def _decide(letter, number: int = 1, **more):
    from results.models import LetterDecision

    return LetterDecision.objects.create(letter=letter, number=number, **({"kind": "person"} | more))


def test_an_attempt_that_awaits_leaves_its_touchpoint_free_but_keeps_its_contact_open(planter, refused):
    first = _attempt(planter)
    second = _attempt(planter, moved=("claimed", "contacting"))
    assert (first.state, second.state) == ("awaiting", "contacting")
    contact = first.contact
    contact.state, contact.outcome, contact.done_at = "done", "replied", NOW
    with refused("contact_attempt_open"):
        contact.save()


def test_only_what_was_asked_in_writing_awaits(planter, refused):
    call = planter.move(planter.attempt(), "claimed", "contacting")
    with refused("attempt_awaits_until"):
        planter.move(call, "awaiting")


def test_an_attempt_awaits_until_a_moment(planter, refused):
    attempt = _attempt(planter, moved=("claimed", "contacting"))
    with refused("attempt_awaits_until"):
        planter.move(attempt, "awaiting", reply_due_at=None)


def test_nobody_holds_an_attempt_that_awaits(planter, refused):
    attempt = _attempt(planter, moved=("claimed", "contacting"))
    with refused("attempt_awaits_unheld"):
        planter.move(attempt, "awaiting", lease_until=NOW)


def test_a_letter_is_fetched_once(planter, refused):
    _letter()
    with refused("letter_fetched_once"):
        _letter()


def test_what_arrived_stays_as_it_is(planter, refused):
    from results.models import Letter

    letter = _letter()
    for column, other in (
        ("received_at", NOW + dt.timedelta(days=1)),
        ("subject", "x"),
        ("sha256", "f" * 64),
    ):
        with refused("frozen"):
            Letter.objects.filter(pk=letter.pk).update(**{column: other})
    with refused("frozen"):
        letter.delete()


def test_whose_a_letter_is_says_only_the_newest_decision(planter, refused):
    from results.models import Letter

    attempt, letter = _attempt(planter), _letter()
    with refused("letter_decided"):
        Letter.objects.filter(pk=letter.pk).update(attempt=attempt, matched_by="person")
    _decide(letter, kind="acknowledgement", confidence=0.9)
    _decide(letter, 2, attempt=attempt, matched_by="person", decided_by="eva", reason="its case number")
    letter.refresh_from_db()
    assert (letter.attempt_id, letter.matched_by, letter.kind, letter.confidence) == (
        attempt.pk,
        "person",
        "person",
        1.0,
    )


def test_a_decision_is_never_rewritten(planter, refused):
    from results.models import LetterDecision

    _decide(_letter())
    with refused("append_only"):
        LetterDecision.objects.update(kind="bounce")


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        ({"matched_by": "address"}, "letterdecision_matched_how"),
        ({"kind": "Person!"}, "letterdecision_kind"),
        ({"confidence": 1.5}, "letterdecision_confidence"),
        ({"number": 1}, "letterdecision_number_once"),
    ],
)
def test_a_decision_is_whole(planter, refused, more, guard):
    letter = _letter()
    _decide(letter)
    with refused(guard):
        _decide(letter, **({"number": 2} | more))


def test_an_address_stands_for_one_attempt_only(planter, refused):
    from results.models import Correspondence

    one = Correspondence.objects.create(
        attempt=_attempt(planter), token="k3v9x2m4", mailbox="town", address="test+k3v9x2m4@maaling.example"
    )
    with refused("correspondence_token"):
        Correspondence.objects.create(
            attempt=_attempt(planter), token="Not one!", mailbox="town", address="x@maaling.example"
        )
    one.address = "other@maaling.example"
    with refused("frozen"):
        one.save()


def test_a_letter_that_names_a_shopper_goes_with_the_shopper(planter, record):
    from results.erasure import erase_person
    from results.evidence import keep_evidence
    from results.models import Evidence, Letter
    from results.person import export_person
    from results.store import Store

    siv = planter.shopper("siv", name="Siv Nordbotn", email="siv@privat.example")
    mailbox = planter.touchpoint(slug="mailbox", channel="email")
    attempt = planter.move(
        planter.attempt(planter.contact(touchpoint=mailbox, shopper=siv)), "claimed", "contacting", "awaiting"
    )
    plain = b"From: k@fjordvik.example\r\nSubject: Re\r\n\r\nHei Siv Nordbotn\r\n"
    coded = b"From: k@fjordvik.example\r\nSubject: =?utf-8?q?Til_Siv_Nordbotn?=\r\n\r\nHei\r\n"
    for uid, content in ((1, plain), (2, coded)):
        letter = _letter(uid, sha256=Store().put(content), size=len(content), subject="Til Siv Nordbotn")
        _decide(letter, attempt=attempt, matched_by="address")
        keep_evidence(attempt=attempt, name=f"letter-{uid}.eml", content=content, kind="message")
    assert [each["subject"] for each in export_person(siv)["letters"]] == ["Til Siv Nordbotn"] * 2
    erase_person(siv, actor="eva")
    first, second = Letter.objects.order_by("uid")
    assert (first.subject, second.subject) == ("Til [erased]", "Til [erased]")
    assert Store().get(first.sha256) == plain.replace(b"Siv Nordbotn", b"[erased]")
    assert second.purged_at is not None
    assert Evidence.objects.get(name="letter-2.eml").purged_at is not None
    everything = b"".join(path.read_bytes() for path in Store().all())
    assert b"Nordbotn" not in everything


def test_what_was_laid_aside_is_emptied_after_a_while(planter, record):
    from results.letters import KEPT_ASIDE_DAYS, empty_laid_aside, tray
    from results.models import Letter
    from results.store import Store

    content = b"From: a@stranger.example\r\n\r\nHei\r\n"
    aside, waiting = (_letter(uid, sha256=Store().put(content + bytes([uid]))) for uid in (1, 2))
    _decide(aside, kind="other", laid_aside=True, decided_by="eva")
    _decide(waiting, kind="person")
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=KEPT_ASIDE_DAYS - 1)
    assert empty_laid_aside(now=soon) == 0
    assert empty_laid_aside(now=soon + dt.timedelta(days=2)) == 1
    emptied = Letter.objects.get(pk=aside.pk)
    assert (emptied.sender, emptied.subject, emptied.purged_at is None) == ("", "", False)
    assert not Store().path(aside.sha256).exists()
    assert list(tray()) == [waiting]
    assert Store().path(waiting.sha256).exists()
