"""The call as one SVG: lanes under a time axis. Colours come from the page, so light and dark both work."""

from html import escape
from typing import NamedTuple

from probes.event import EventKind
from probes.phone.stretches import conclude_stretches, spans
from probes.phone.words import describe
from probes.timeline import Timeline

_LANE_PX = 52
_BAR_PX = 24
_TOP_PX = 34
_CHAR_PX = 6.6
_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)


class Bar(NamedTuple):
    """A stretch in a lane: seconds, what it is (its style), a word for it."""

    start_s: float
    end_s: float
    style: str
    word: str


class Mark(NamedTuple):
    """A moment in a lane."""

    at_s: float
    style: str
    word: str


def draw(timeline: Timeline, *, width: int) -> str:
    """Return the SVG, drawn for `width` pixels, so that its letters are never shrunk.

    Lanes: the phases of the call, what was heard, what we did, and the signs in the signalling.
    """
    end = max([event.offset_ms for event in timeline.events], default=1000.0) / 1000
    scale = _Scale(end=max(end, 1.0), width=width)
    lanes: list[tuple[str, list[Bar], list[Mark]]] = [
        ("The call", _phases(timeline, end), _turning_points(timeline)),
        ("Heard", _heard(timeline, end), []),
        ("We", _own(timeline, end), _keys(timeline)),
        ("Signalling", [], _signs(timeline)),
    ]
    height = _TOP_PX + _LANE_PX * len(lanes) + 14
    parts = [_axis(scale, height)]
    for number, (title, bars, marks) in enumerate(lanes):
        top = _TOP_PX + number * _LANE_PX
        parts.append(f'<text class="lane" x="{scale.left}" y="{top + 14}">{escape(title)}</text>')
        parts.append(
            f'<rect class="bed" x="{scale.left}" y="{top + 20}" width="{scale.right - scale.left}"'
            f' height="{_BAR_PX}" rx="3"/>'
        )
        parts += [_bar(scale, bar, top + 20) for bar in bars]
        parts += _marks(scale, marks, top + 20, below=bool(bars) and number == 0)
    person = timeline.first(EventKind.PERSON_ANSWERED)
    if person is not None:
        parts.append(_person(scale, person.offset_ms / 1000, height))
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f' aria-label="The call on a time axis; the table below says the same">{"".join(parts)}</svg>'
    )


class _Scale:
    def __init__(self, *, end: float, width: int) -> None:
        self.left, self.right, self.end = 8, width - 8, end

    def x(self, seconds: float) -> float:
        share = min(max(seconds / self.end, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left), 1)

    @property
    def step_s(self) -> int:
        most = max(2, (self.right - self.left) // 64)
        return next((step for step in _STEPS_S if self.end / step <= most), 3600)


def _axis(scale: _Scale, height: int) -> str:
    parts = []
    for seconds in range(0, int(scale.end) + 1, scale.step_s):
        x = scale.x(seconds)
        near_end = x > scale.right - 20
        anchor = "start" if seconds == 0 else "end" if near_end else "middle"
        parts.append(f'<line class="tick" x1="{x}" y1="20" x2="{x}" y2="{height - 10}"/>')
        word = f"{seconds} s" if seconds < 120 else f"{seconds // 60}:{seconds % 60:02d}"
        parts.append(f'<text class="axis" x="{x}" y="14" text-anchor="{anchor}">{word}</text>')
    return "".join(parts)


def _bar(scale: _Scale, bar: Bar, top: int) -> str:
    x, right = scale.x(bar.start_s), scale.x(bar.end_s)
    width = max(right - x, 1.5)
    inside = ""
    if len(bar.word) * _CHAR_PX + 8 < width:
        inside = f'<text class="on" x="{x + 5}" y="{top + 16}">{escape(bar.word)}</text>'
    told = f"{bar.word}: {bar.start_s:.1f}–{bar.end_s:.1f} s"
    return (
        f'<g><title>{escape(told)}</title><rect class="{bar.style}" x="{x}" y="{top}" width="{width:.1f}"'
        f' height="{_BAR_PX}" rx="2"/>{inside}</g>'
    )


def _marks(scale: _Scale, marks: list[Mark], top: int, *, below: bool) -> list[str]:
    """Draw moments as lines with a word beside them, or below where bars fill the lane.

    A word that would run over its neighbour is left to the tooltip and the table.
    """
    parts, free = [], float("-inf")
    ordered = sorted(marks, key=lambda mark: mark.at_s)
    lines = [scale.x(mark.at_s) for mark in ordered]
    for number, mark in enumerate(ordered):
        x = lines[number]
        length = len(mark.word) * _CHAR_PX
        ends = x + 4 + length > scale.right
        start = x - 4 - length if ends else x + 4
        following = lines[number + 1] if number + 1 < len(lines) else float("inf")
        word = ""
        if start > free and (ends or below or start + length < following):
            y = top + _BAR_PX + 12 if below else top + 16
            anchor = f'x="{x - 4}" text-anchor="end"' if ends else f'x="{start:.1f}"'
            word = f'<text class="mark" {anchor} y="{y}">{escape(mark.word)}</text>'
            free = max(start + length, x) + 4
        told = escape(f"{mark.word}: {mark.at_s:.1f} s")
        line = f'<line class="{mark.style}" x1="{x}" y1="{top - 1}" x2="{x}" y2="{top + _BAR_PX + 1}"/>'
        parts.append(f"<g><title>{told}</title>{line}{word}</g>")
    return parts


def _person(scale: _Scale, at_s: float, height: int) -> str:
    x = scale.x(at_s)
    word = f"a person: {at_s:.1f} s"
    left = x > (scale.left + scale.right) / 2
    anchor, shift = ("end", -5) if left else ("start", 5)
    return (
        f'<line class="first-word" x1="{x}" y1="20" x2="{x}" y2="{height - 4}"/>'
        f'<text class="first-word-text" x="{x + shift}" y="{height - 3}" text-anchor="{anchor}">{word}</text>'
    )


def _phases(timeline: Timeline, end: float) -> list[Bar]:
    answered = timeline.first(EventKind.ANSWERED)
    ringing = timeline.first(EventKind.RINGING, EventKind.PROGRESS, EventKind.EARLY_MEDIA)
    person = timeline.first(EventKind.PERSON_ANSWERED)
    over = timeline.first(EventKind.HUNG_UP, EventKind.ENGINE_LOST)
    last = over.offset_ms / 1000 if over else end
    bars = []
    rang = ringing.offset_ms / 1000 if ringing else answered.offset_ms / 1000 if answered else last
    bars.append(Bar(0.0, rang, "dialling", "dialling"))
    if ringing is not None:
        bars.append(Bar(rang, answered.offset_ms / 1000 if answered else last, "ringing", "ringing"))
    known = timeline
    if timeline.first(EventKind.MENU_STARTED, EventKind.QUEUE_STARTED) is None:
        events = [*timeline.events, *conclude_stretches(timeline)]
        known = Timeline(channel=timeline.channel, started_at=timeline.started_at, events=events)
    for started, ended, word in (
        (EventKind.MENU_STARTED, EventKind.MENU_ENDED, "menu"),
        (EventKind.QUEUE_STARTED, EventKind.QUEUE_ENDED, "queue"),
    ):
        for span in spans(known, started, ended):
            until = last if span.end_ms is None else span.end_ms / 1000
            bars.append(Bar(span.start_ms / 1000, until, word, word))
    if person is not None:
        bars.append(Bar(person.offset_ms / 1000, last, "talk", "with a person"))
    return bars


def _heard(timeline: Timeline, end: float) -> list[Bar]:
    bars = []
    for started, ended in (
        (EventKind.MUSIC_STARTED, EventKind.MUSIC_ENDED),
        (EventKind.TONE_STARTED, EventKind.TONE_ENDED),
        (EventKind.SPEECH_STARTED, EventKind.SPEECH_ENDED),
    ):
        for span in spans(timeline, started, ended):
            detail = span.event.detail
            style = {EventKind.MUSIC_STARTED: "music", EventKind.TONE_STARTED: "tone"}.get(
                started, str(detail.get("speaker", "undecided"))
            )
            word = str(detail.get("tone", style)) if style == "tone" else style
            until = end if span.end_ms is None else span.end_ms / 1000
            bars.append(Bar(span.start_ms / 1000, until, style, word))
    return bars


def _own(timeline: Timeline, end: float) -> list[Bar]:
    return [
        Bar(
            span.start_ms / 1000,
            end if span.end_ms is None else span.end_ms / 1000,
            "own",
            str(span.event.detail.get("words", "words")).replace("_", " "),
        )
        for span in spans(timeline, EventKind.SPOKE, EventKind.SPOKEN)
    ]


def _keys(timeline: Timeline) -> list[Mark]:
    return [
        Mark(event.offset_ms / 1000, "key", f"keys {event.detail.get('keys', '')}")
        for event in timeline.all(EventKind.KEYS_SENT)
    ]


def _turning_points(timeline: Timeline) -> list[Mark]:
    return [
        Mark(event.offset_ms / 1000, "transfer", "passed on") for event in timeline.all(EventKind.TRANSFERRED)
    ]


def _signs(timeline: Timeline) -> list[Mark]:
    short = {
        EventKind.DIALLED: "INVITE",
        EventKind.RINGING: "180",
        EventKind.EARLY_MEDIA: "183",
        EventKind.ANSWERED: "200",
        EventKind.REDIRECTED: "3xx",
        EventKind.HELD: "hold",
        EventKind.RESUMED: "resume",
        EventKind.IDENTITY_CHANGED: "identity",
        EventKind.REFER_RECEIVED: "REFER",
        EventKind.REFER_REFUSED: "REFER refused",
        EventKind.REPLACED: "Replaces",
        EventKind.SHOPPER_RINGING: "shopper rung",
        EventKind.SHOPPER_ANSWERED: "shopper up",
        EventKind.SHOPPER_CONNECTED: "connected",
        EventKind.HUNG_UP: "end",
    }
    marks = []
    for event in timeline.all(*short):
        word = short[event.kind]
        if event.kind is EventKind.HUNG_UP:
            word = describe(event).replace("the organisation", "they")
        marks.append(Mark(event.offset_ms / 1000, "sign", word))
    return marks
