from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from dashboards.charts.event_words import event_words
from dashboards.charts.words import Language, say
from dashboards.organisation.people import names_by_label
from probes.event import EventKind
from probes.timeline import Timeline
from results.models import Attempt, Comment, Evidence

_QUIET = {
    EventKind.TRYING, EventKind.MEDIA_QUALITY, EventKind.NOTE, EventKind.STEP, EventKind.SILENCE_STARTED,
    EventKind.SILENCE_ENDED, EventKind.FINISHED,
}  # fmt: skip
"""What tells a listener nothing."""
_PERSON = {EventKind.PERSON_ANSWERED, EventKind.PERSON_JOINED}


@dataclass(frozen=True, slots=True)
class Said:
    """A colleague's comment: who, when, what, at which moment in ms or None."""

    pk: int
    who: str
    comment: Comment
    at_ms: float | None

    @property
    def clock(self) -> str:
        """The moment as minutes and seconds; "" for the whole contact."""
        return "" if self.at_ms is None else clock(self.at_ms)


@dataclass(slots=True)
class Moment:
    """An event of an attempt in words, and the comments made from it until the next one.

    `at_ms` counts from the attempt's start; `kind` is speech, music, own, person or "" for the look of it.
    """

    at_ms: float
    clock: str
    words: str
    source: str
    kind: str
    said: list[Said] = field(default_factory=list)


def moments(timeline: Timeline, *, comments: list[Said], language: Language) -> list[Moment]:
    """Put an attempt's events into words, in their order, each with the comments made at it."""
    found = [
        Moment(
            at_ms=event.offset_ms,
            clock=clock(event.offset_ms),
            words=event_words(event, language) + _speaker(event.kind, event.detail.get("speaker"), language),
            source=say(f"source_{event.source.value}", language),
            kind=_look(event.kind),
        )
        for event in timeline
        if event.kind not in _QUIET
    ]
    for each in comments:
        before = [moment for moment in found if moment.at_ms <= (each.at_ms or 0.0)]
        if each.at_ms is not None and found:
            (before or found)[-1 if before else 0].said.append(each)
    return found


def said_of(comments: list[Comment]) -> list[Said]:
    """Put the names of colleagues to comments."""
    names = names_by_label() if comments else {}
    return [Said(each.pk, names.get(each.author, "–"), each, each.offset_ms) for each in comments]


def playable(evidence: list[Evidence]) -> Evidence | None:
    """Return the sound of an attempt that may be heard: agreed to, the agreement still good, not purged."""
    now = timezone.now()
    for piece in evidence:
        agreement = piece.agreement
        if (
            piece.kind == "sound"
            and piece.purged_at is None
            and piece.purge_at is not None
            and piece.purge_at > now
            and agreement is not None
            and (agreement.withdrawn_on is None or agreement.withdrawn_on > now.date())
        ):
            return piece
    return None


def sound_starts_ms(timeline: Timeline) -> float:
    """Return the moment at which the kept sound of a call begins: with its first media."""
    first = timeline.first(EventKind.EARLY_MEDIA, EventKind.ANSWERED)
    return first.offset_ms if first else 0.0


def comments_of(attempts: list[Attempt], rows: list[Comment]) -> dict[int | None, list[Comment]]:
    """Sort comments by attempt; those of the whole contact stand under None."""
    found: dict[int | None, list[Comment]] = {each.pk: [] for each in attempts}
    for each in rows:
        found.setdefault(each.attempt_id, []).append(each)
    return found


def clock(ms: float) -> str:
    """Write a moment as minutes and seconds: 1:07."""
    whole = round(ms / 1000)
    return f"{whole // 60}:{whole % 60:02}"


def _look(kind: EventKind) -> str:
    name = kind.value
    if kind in _PERSON:
        return "person"
    if name.startswith("speech"):
        return "speech"
    if name.startswith(("music", "tone", "held", "queue")):
        return "music"
    return "own" if name in ("spoke", "spoken", "keys_sent", "sent", "submitted") else ""


def _speaker(kind: EventKind, speaker: object, language: Language) -> str:
    if not kind.value.startswith("speech") or speaker not in ("person", "recording"):
        return ""
    return f" · {say(f'timeline_{speaker}', language)}"
