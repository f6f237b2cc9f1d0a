"""What a shopper logs becomes an attempt like any other: once, counted, and followed as the method says."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from probes.event import Event, EventKind, Source
from probes.manual.manual_log import ManualLog
from probes.outcome import Outcome

AT = dt.datetime(2026, 12, 2, 9, 0, tzinfo=dt.UTC)


def _log(contact: Any, *, key: str = "k1", outcome: Outcome = Outcome.ANSWERED_BY_PERSON) -> ManualLog:
    events = [Event(4000.0, EventKind.QUEUE_STARTED, Source.PERSON)]
    if outcome is Outcome.ANSWERED_BY_PERSON:
        events.append(Event(64_000.0, EventKind.PERSON_ANSWERED, Source.PERSON))
    events.append(Event(124_000.0, EventKind.HUNG_UP, Source.PERSON, detail={"by": "caller"}))
    place = contact.organisation.slug, contact.touchpoint.slug, contact.channel
    return ManualLog(*place, outcome, AT, by="silje", key=key, events=events)


def _keep(contact: Any, log: ManualLog) -> Any:
    from benchmark.fieldwork.log_contact import log_contact

    return log_contact(contact=contact, log=log, now=AT + dt.timedelta(minutes=5), actor="account:1")


@pytest.fixture
def contact(store: Any, planter: Any) -> Any:
    from results.models import Contact

    store(demo=False, organisations=1, contacts=3)
    Contact.objects.update(mode="manual", shopper=planter.shopper("silje"))
    return Contact.objects.order_by("pk").first()


def test_a_logged_contact_is_stored_once_and_counted(contact: Any) -> None:
    from results.models import AuditEvent, DayCount, Measurement, TimelineDocument

    attempt = _keep(contact, _log(contact))
    assert _keep(contact, _log(contact)).pk == attempt.pk
    attempt.refresh_from_db()
    contact.refresh_from_db()
    assert (attempt.state, attempt.outcome, attempt.day) == ("finished", "answered_by_person", AT.date())
    assert (attempt.ended_at - attempt.started_at).total_seconds() == 124.0
    assert (contact.state, contact.outcome) == ("done", "answered_by_person")
    assert Measurement.objects.get(attempt=attempt, name="queue_time").value == 60.0
    kept = TimelineDocument.objects.get(attempt=attempt)
    assert (kept.made_by, kept.document["mode"]) == ("shopper silje", "manual")
    assert {each.scope: each.made for each in DayCount.objects.filter(day=AT.date())} == {
        "touchpoint": 1,
        "organisation": 1,
    }
    assert AuditEvent.objects.filter(action="contact.logged").count() == 1


def test_what_happened_is_stored_whatever_the_caps_say(contact: Any) -> None:
    from results.models import Contact, DayCount

    for number, each in enumerate(Contact.objects.order_by("pk")):
        _keep(each, _log(each, key=f"k{number}"))
    assert DayCount.objects.get(scope="touchpoint", day=AT.date()).made == 3


def test_a_busy_line_is_followed_by_another_try(contact: Any) -> None:
    _keep(contact, _log(contact, outcome=Outcome.BUSY))
    contact.refresh_from_db()
    assert contact.state == "running"
    first, second = contact.attempts.order_by("number")
    assert (first.outcome, second.state) == ("busy", "planned")
    assert second.due_at.date() > AT.date()


def test_another_log_of_what_is_over_is_refused(contact: Any) -> None:
    from benchmark.fieldwork.errors import NotLogged
    from results.models import Contact

    _keep(contact, _log(contact))
    with pytest.raises(NotLogged, match="goes on just now, or is over"):
        _keep(contact, _log(contact, key="k2"))
    other = Contact.objects.order_by("pk").last()
    Contact.objects.filter(pk=other.pk).update(mode="automatic")
    other.refresh_from_db()
    with pytest.raises(NotLogged, match="made by the machine"):
        _keep(other, _log(other))


def test_only_a_log_goes_from_planned_to_finished_at_once(contact: Any) -> None:
    from django.db import IntegrityError

    from results.models import Attempt

    with pytest.raises(IntegrityError, match="there is no way"):
        Attempt.objects.filter(contact=contact).update(
            state="finished", outcome="busy", contacting_at=AT, started_at=AT, ended_at=AT, day=AT.date()
        )


def test_the_command_stores_it_in_the_record(contact: Any, tmp_path: Path) -> None:
    from dashboards.command.main import assemble

    def run(*words: str) -> Any:
        return CliRunner().invoke(assemble(["log-contact"]), ["log-contact", *words])

    text = f"""organisation: {contact.organisation.slug}
touchpoint: switchboard
channel: phone
started: {AT - dt.timedelta(days=300):%Y-%m-%d} 10:14
events:
  - {{at: 7 min 30 s, what: person}}
  - {{at: 9 min, what: ended by me}}
outcome: answered_by_person
"""
    path = tmp_path / "call.yaml"
    path.write_text(text)
    for _ in range(2):
        result = run(str(path), "--contact", contact.key)
        assert (result.exit_code, result.output.splitlines()[-1]) == (
            0,
            f"stored as attempt 1 of {contact.key}",
        )
    contact.refresh_from_db()
    assert (contact.state, contact.attempts.count()) == ("done", 1)
    path.write_text(text.replace("switchboard", "reception"))
    wrong = run(str(path), "--contact", contact.key)
    assert wrong.exit_code != 0
    assert "the log is of" in str(wrong.exception) + wrong.output
