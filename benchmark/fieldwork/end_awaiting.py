"""The end of an attempt that awaits a letter: by an answer, a bounce or its deadline."""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from benchmark.fieldwork.after_attempt import follow_up
from benchmark.fieldwork.await_letter import due_of
from benchmark.fieldwork.book import campaign_book, organisation_in
from benchmark.fieldwork.breaker import note_outcome
from probes.email.arrived import ArrivedLetter, Matched
from probes.email.ending import ending_of
from probes.email.measure import measure_reply, sent_after_s
from probes.event import Event, EventKind, Source
from probes.measurement import Measurement
from probes.outcome import Outcome
from probes.timeline import Timeline
from probes.web_form.measure import measure_form
from results.keep_timeline import keep_timeline, newest_timeline
from results.letters import evidence_name
from results.models import Attempt, AttemptState, Letter, Touchpoint
from scenarios.limits import ReplyLimit


def end_due(*, actor: str, now: datetime | None = None) -> int:
    """End the attempts whose deadline has passed and whose mailbox was read to its end after it.

    Only then is it known that no answer came: a mailbox that cannot be read makes no `no_reply`. Returns how
    many ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [now or timezone.now()])
        due = [row[0] for row in cursor.fetchall()]
    return sum(end_awaiting(attempt=each, actor=actor, now=now) for each in due)


_DUE = """
SELECT a.id FROM results_attempt a
JOIN results_correspondence c ON c.attempt_id = a.id
WHERE a.state = 'awaiting' AND a.reply_due_at < %s
    AND a.reply_due_at < (SELECT min(coalesce(m.looked_at, '-infinity')) FROM results_mailbox m
                          WHERE m.name = c.mailbox)
ORDER BY a.reply_due_at, a.id LIMIT 500
"""


@transaction.atomic
def end_awaiting(*, attempt: int, actor: str, now: datetime | None = None) -> bool:
    """End one that awaits a letter if its letters or its deadline say so; return whether it ended.

    Outcome, timeline, measurements, what follows and the circuit breaker: all or nothing, like every ending.
    """
    row = _locked(attempt)
    if row.state != AttemptState.AWAITING:
        return False
    assert row.reply_due_at is not None
    assert row.started_at is not None
    letters = letters_of(row)
    looked = _read_until(row)
    ending = ending_of(letters, due_at=row.reply_due_at, now=min(looked, now or timezone.now()))
    if ending is None:
        return False
    timeline = with_letters(row, letters)
    last_ms = max((event.offset_ms for event in timeline.events), default=0.0)
    end_ms = max(last_ms, (ending.at - row.started_at).total_seconds() * 1000)
    if ending.at == row.reply_due_at:
        timeline.events.append(
            Event(end_ms, EventKind.LIMIT_REACHED, Source.CALLER, detail={"limit": "reply"})
        )
    timeline.events.append(
        Event(end_ms, EventKind.FINISHED, Source.CALLER, detail={"outcome": ending.outcome.value})
    )
    timeline.outcome = ending.outcome
    row.state = AttemptState.FINISHED
    row.outcome = ending.outcome.value
    row.ended_at = max(ending.at, row.started_at)
    row.save(update_fields=["state", "outcome", "ended_at"])
    keep_timeline(attempt=row, timeline=timeline, measurements=measured(row, timeline), made_by="mailbox")
    note_outcome(touchpoint=row.touchpoint_id, outcome=ending.outcome, actor=actor)
    follow_up(attempt=row, outcome=ending.outcome, now=timezone.now())
    return True


@transaction.atomic
def correct_ending(*, attempt: int, made_by: str = "mailbox") -> bool:
    """Tell in a newer timeline of letters that came, or were found or judged anew, after an attempt's end.

    A late letter is shown and changes nothing. One that had come in time, but lay in the tray or was taken
    for something else, corrects the outcome: the attempt's row stays as it was, the newest timeline is what
    counts. Returns whether there was anything new.
    """
    row = _locked(attempt)
    timeline = newest_timeline(row)
    if row.state != AttemptState.FINISHED or row.reply_due_at is None or timeline is None:
        return False
    before = timeline.to_document()
    letters = letters_of(row)
    timeline = with_letters(row, letters)
    ending = ending_of(letters, due_at=row.reply_due_at, now=datetime.max.replace(tzinfo=UTC))
    assert ending is not None
    timeline.outcome = ending.outcome
    over = [event for event in timeline.events if event.kind is EventKind.FINISHED]
    timeline.events = [event for event in timeline.events if event.kind is not EventKind.FINISHED]
    end_ms = max(event.offset_ms for event in [*timeline.events, *over])
    timeline.events.append(
        Event(end_ms, EventKind.FINISHED, Source.CALLER, detail={"outcome": ending.outcome.value})
    )
    if timeline.to_document() == before:
        return False
    keep_timeline(attempt=row, timeline=timeline, measurements=measured(row, timeline), made_by=made_by)
    return True


def letters_of(attempt: Attempt) -> list[ArrivedLetter]:
    """Return an attempt's letters in order of their arrival, each as it is decided on now."""
    found = []
    timeline = newest_timeline(attempt)
    quick = timeline is not None and _pace(attempt, timeline) > 1.0
    for letter in Letter.objects.filter(attempt=attempt).order_by("received_at", "pk"):
        decision = letter.decisions.order_by("-number").first()
        found.append(
            ArrivedLetter(
                # A demonstration's hours pass in seconds: a stamp in whole seconds would be too coarse there.
                received_at=letter.fetched_at if quick else letter.received_at,
                kind=letter.kind,
                confidence=letter.confidence,
                signs=tuple(decision.signs) if decision else (),
                matched_by=Matched(letter.matched_by),
                case_number=decision.case_number if decision else "",
                evidence=evidence_name(letter) if not letter.refused else None,
                size=letter.size,
                refused=letter.refused,
            )
        )
    return found


def with_letters(attempt: Attempt, letters: list[ArrivedLetter]) -> Timeline:
    """Return an attempt's newest timeline with these letters in the place of those that it had."""
    timeline = newest_timeline(attempt)
    assert timeline is not None
    assert attempt.started_at is not None
    kept = [event for event in timeline.events if event.kind is not EventKind.LETTER_ARRIVED]
    due_at = attempt.reply_due_at
    timeline.events = kept + [
        letter.event(started_at=attempt.started_at, due_at=due_at) for letter in letters
    ]
    return timeline


def measured(attempt: Attempt, timeline: Timeline) -> list[Measurement]:
    """Return the measurements of an attempt in writing, on the organisation's calendar."""
    if attempt.outcome == Outcome.LOST or attempt.started_at is None or attempt.reply_due_at is None:
        return []
    limit = campaign_book(attempt.campaign_id).limit(attempt.channel)
    organisation = organisation_in(attempt.campaign_id, attempt.organisation_id)
    left_at = _left_at(attempt, timeline)
    waited = attempt.reply_due_at - left_at
    if timeline.outcome is Outcome.UNREACHABLE and attempt.ended_at is not None:
        waited = attempt.ended_at - left_at
    of_form = measure_form(timeline) if timeline.channel == "web_form" else {}
    of_reply = measure_reply(
        timeline,
        organisation=organisation,
        touchpoint=attempt.touchpoint.slug,
        sent_at=_sent_at(attempt, timeline),
        waited_s=waited / timedelta(seconds=1),
        limit=limit if isinstance(limit, ReplyLimit) else None,
        pace=_pace(attempt, timeline),
    )
    return list({**of_form, **of_reply}.values())


def _left_at(attempt: Attempt, timeline: Timeline) -> datetime:
    """When the question left by our own clock."""
    assert attempt.started_at is not None
    return attempt.started_at + timedelta(seconds=sent_after_s(timeline))


def _sent_at(attempt: Attempt, timeline: Timeline) -> datetime:
    """When the question was sent on the organisation's calendar: in a demonstration when it was planned."""
    demo = campaign_book(attempt.campaign_id).demo
    return attempt.due_at if demo else _left_at(attempt, timeline)


def _pace(attempt: Attempt, timeline: Timeline) -> float:
    """How many seconds of the calendar passed in one of ours, by its deadline; 1 but in demonstrations."""
    if not campaign_book(attempt.campaign_id).demo or attempt.reply_due_at is None:
        return 1.0
    sent_at = _sent_at(attempt, timeline)
    return (due_of(attempt, sent_at=sent_at) - sent_at) / (attempt.reply_due_at - _left_at(attempt, timeline))


def _locked(attempt: int) -> Attempt:
    """Touchpoint before attempt, as everybody locks them."""
    touchpoint = Attempt.objects.values_list("touchpoint_id", flat=True).get(pk=attempt)
    Touchpoint.objects.select_for_update(no_key=True).get(pk=touchpoint)
    return (
        Attempt.objects.select_for_update(no_key=True, of=("self",))
        .select_related("campaign", "touchpoint", "contact", "correspondence")
        .get(pk=attempt)
    )


def _read_until(attempt: Attempt) -> datetime:
    """Until when its mailbox is known to have been read to the end: the earliest of its folders."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT min(coalesce(m.looked_at, 'epoch')) FROM results_mailbox m
               JOIN results_correspondence c ON c.mailbox = m.name WHERE c.attempt_id = %s""",
            [attempt.pk],
        )
        found: datetime | None = cursor.fetchone()[0]
    return found or datetime.min.replace(tzinfo=timezone.get_default_timezone())
