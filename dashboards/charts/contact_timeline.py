"""One contact on a time axis: its phases, what was heard, what we did, and the signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.event_words import event_words
from dashboards.charts.theme import (
    ACCENT,
    FAINT,
    GROUND,
    INK,
    LETTER_PX,
    dressed,
    heading,
    quiet_axis,
    row_axis,
)
from dashboards.charts.words import Language, number, say, seconds, share
from probes.event import Event, EventKind
from probes.phone.stretches import conclude_stretches, spans
from probes.timeline import Timeline

_ROW = 64
_WIDE_PX, _NARROW_PX = 790, 250
"""Px that the lanes are about wide, for deciding which words have room. Too few only costs words."""
_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400)

_LOOKS: dict[str, tuple[str, str, str]] = {
    # Fill, ink on it, hatching: no two are alike in grey.
    "ringing": ("#dfe6e8", INK, ""),
    "menu": ("#b9c6c9", INK, ""),
    "queue": ("#f3c9a5", INK, "/"),
    "talk": (ACCENT, "#ffffff", ""),
    "hold": ("#f3c9a5", INK, "x"),
    "person": (ACCENT, "#ffffff", ""),
    "recording": ("#b9c6c9", INK, ""),
    "music": ("#f3c9a5", INK, "/"),
    "tone": ("#dfe6e8", INK, "."),
    "undecided": ("#ffffff", INK, "."),
    "own": ("#7fb3bc", INK, ""),
}


class _Bar(NamedTuple):
    lane: int
    start: float
    end: float
    look: str


class _Mark(NamedTuple):
    lane: int
    at: float
    event: Event


def contact_timeline(timeline: Timeline, *, language: Language) -> Chart:
    """Draw an attempt: bars for what lasts, marks for what happens at once, a line at a person's first word.

    Menus and queue are concluded from the other events where the timeline does not hold them.
    """
    events = list(timeline)
    if not any(event.kind in (EventKind.MENU_STARTED, EventKind.QUEUE_STARTED) for event in events):
        events += conclude_stretches(timeline)
    whole = Timeline(channel=timeline.channel, started_at=timeline.started_at, events=events)
    end = max((event.offset_ms for event in whole), default=0.0) / 1000 or 1.0
    bars, marks = _bars(whole, end), _marks(whole)
    lanes = sorted({*(bar.lane for bar in bars), *(mark.lane for mark in marks)})
    return Chart(
        figure=_figure(whole, bars, marks, lanes, end, language, px=_WIDE_PX),
        narrow=_figure(whole, bars, marks, lanes, end, language, px=_NARROW_PX),
        table=_table(whole, language),
        title=say("timeline_title", language, who=timeline.touchpoint or timeline.channel),
        summary=_summary(whole, end, language),
        language=language,
    )


def _bars(timeline: Timeline, end: float) -> list[_Bar]:
    found = []
    ringing = timeline.first(EventKind.RINGING)
    answered = timeline.first(EventKind.ANSWERED, EventKind.HUNG_UP)
    person = timeline.first(EventKind.PERSON_ANSWERED)
    over = timeline.first(EventKind.HUNG_UP, EventKind.ENGINE_LOST)
    stop = end if over is None else over.offset_ms / 1000
    if ringing is not None:
        found.append(
            _Bar(
                0,
                ringing.offset_ms / 1000,
                stop if answered is None else answered.offset_ms / 1000,
                "ringing",
            )
        )
    if person is not None:
        start = person.offset_ms / 1000
        # Talk is what lies between the times on hold, so that no bar hides another.
        for held in spans(timeline, EventKind.HELD, EventKind.RESUMED):
            if held.start_ms / 1000 > start:
                found.append(_Bar(0, start, held.start_ms / 1000, "talk"))
            start = max(start, stop if held.end_ms is None else held.end_ms / 1000)
        if start < stop:
            found.append(_Bar(0, start, stop, "talk"))
    pairs = (
        (0, EventKind.MENU_STARTED, EventKind.MENU_ENDED, "menu"),
        (0, EventKind.QUEUE_STARTED, EventKind.QUEUE_ENDED, "queue"),
        (0, EventKind.HELD, EventKind.RESUMED, "hold"),
        (1, EventKind.MUSIC_STARTED, EventKind.MUSIC_ENDED, "music"),
        (1, EventKind.TONE_STARTED, EventKind.TONE_ENDED, "tone"),
        (1, EventKind.SPEECH_STARTED, EventKind.SPEECH_ENDED, ""),
        (2, EventKind.SPOKE, EventKind.SPOKEN, "own"),
    )
    for lane, started, ended, look in pairs:
        for span in spans(timeline, started, ended):
            speaker = str(span.event.detail.get("speaker", "undecided"))
            found.append(
                _Bar(
                    lane,
                    span.start_ms / 1000,
                    stop if span.end_ms is None else span.end_ms / 1000,
                    look or (speaker if speaker in _LOOKS else "undecided"),
                )
            )
    return found


def _marks(timeline: Timeline) -> list[_Mark]:
    own = {EventKind.KEYS_SENT, EventKind.SHOPPER_CONNECTED, EventKind.STEP}
    barred = {
        EventKind.RINGING, EventKind.MENU_STARTED, EventKind.MENU_ENDED, EventKind.QUEUE_STARTED,
        EventKind.QUEUE_ENDED, EventKind.MUSIC_STARTED, EventKind.MUSIC_ENDED, EventKind.TONE_STARTED,
        EventKind.TONE_ENDED, EventKind.SPEECH_STARTED, EventKind.SPEECH_ENDED, EventKind.SPOKE,
        EventKind.SPOKEN,
        EventKind.SILENCE_STARTED, EventKind.SILENCE_ENDED, EventKind.PERSON_ANSWERED, EventKind.TRYING,
        EventKind.FINISHED,
    }  # fmt: skip
    return [
        _Mark(2 if event.kind in own else 3, event.offset_ms / 1000, event)
        for event in timeline
        if event.kind not in barred
    ]


def _figure(
    timeline: Timeline,
    bars: Sequence[_Bar],
    marks: Sequence[_Mark],
    lanes: Sequence[int],
    end: float,
    language: Language,
    *,
    px: int,
) -> Drawing:
    figure = Drawing()
    place = {lane: at for at, lane in enumerate(lanes)}
    for row in range(len(lanes)):
        figure.add_shape(
            type="rect",
            x0=0,
            x1=end,
            y0=row - 0.05,
            y1=row + 0.35,
            fillcolor=GROUND,
            line={"width": 0},
            layer="below",
        )
    for look in dict.fromkeys(bar.look for bar in bars):
        mine = [bar for bar in bars if bar.look == look]
        fill, ink, hatch = _LOOKS[look]
        word = say(f"timeline_{look}", language)
        figure.add_bar(
            orientation="h",
            base=[bar.start for bar in mine],
            x=[bar.end - bar.start for bar in mine],
            y=[place[bar.lane] + 0.15 for bar in mine],
            width=0.4,
            text=[
                word if len(word) * LETTER_PX + 8 < px * (bar.end - bar.start) / end else "" for bar in mine
            ],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            textfont={"color": ink, "size": 12},
            constraintext="none",
            marker={
                "color": fill,
                "line": {"width": 0.5, "color": "#ffffff"},
                "pattern": {
                    "shape": hatch,
                    "fgcolor": "#d98a4b" if hatch != "." else FAINT,
                    "size": 5,
                    "solidity": 0.2,
                },
            },
            customdata=[
                f"<b>{word}</b><br>{number(bar.start, language)}–{number(bar.end, language)} s"
                f" ({number(bar.end - bar.start, language)} s)"
                for bar in mine
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    _draw_marks(figure, marks, place, end, px, language)
    person = timeline.first(EventKind.PERSON_ANSWERED)
    if person is not None:
        at = person.offset_ms / 1000
        figure.add_shape(
            type="line",
            x0=at,
            x1=at,
            yref="paper",
            y0=0,
            y1=1,
            line={"color": ACCENT, "width": 2},
            layer="above",
        )
        word = say("timeline_first_word", language, time=number(at, language))
        length = len(word) * LETTER_PX * 1.15 * end / px
        # Where it fits on neither side of the line it stands at the left edge, above everything.
        anchor = "left" if at + length < end or at < length else "right"
        start = at if at + length < end or at >= length else 0.0
        figure.add_annotation(
            text=f"<b>{word}</b>", x=start, yref="paper", y=1, yshift=22, xanchor=anchor, yanchor="bottom",
            showarrow=False, font={"color": ACCENT, "size": 13},
        )  # fmt: skip
    step = next((float(each) for each in _STEPS_S if end / each <= px / 70), end)
    ticks = [float(at * step) for at in range(int(end / step) + 1)]
    dressed(
        figure,
        height=max(len(lanes), 1) * _ROW + 82,
        language=language,
        margin={"l": 20, "r": 28, "t": 66, "b": 8},
        barmode="overlay",
        xaxis=quiet_axis(
            range=[0, end],
            side="top",
            tickvals=ticks,
            ticktext=[_clock(at) if 90 <= end < 3600 else seconds(at, language) for at in ticks],
            automargin=False,
        ),
        yaxis=row_axis(["" for _ in lanes], showticklabels=False, range=[len(lanes) - 0.5, -0.5]),
    )
    for lane in lanes:
        figure.add_annotation(
            text=say(f"timeline_lane_{lane}", language), xref="paper", x=0, xanchor="left",
            y=place[lane] - 0.12,
            yref="y", yanchor="bottom", showarrow=False, font={"color": FAINT, "size": 12},
        )  # fmt: skip
    if person is None:
        heading(figure, say("timeline_nobody", language), x=0, shift=22)
    return figure


def _clock(at: float) -> str:
    """Minutes and seconds, alike for all numbers of an axis."""
    return f"{int(at) // 60}:{int(at) % 60:02}"


def _draw_marks(
    figure: Drawing, marks: Sequence[_Mark], place: dict[int, int], end: float, px: int, language: Language
) -> None:
    """Ticks with their words beside them, as far as the words leave each other room; hover has them all."""
    figure.add_scatter(
        x=[mark.at for mark in marks],
        y=[place[mark.lane] + 0.15 for mark in marks],
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 2, "color": INK}},
        customdata=[
            f"<b>{event_words(mark.event, language)}</b><br>{number(mark.at, language)} s" for mark in marks
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    for lane in {mark.lane for mark in marks}:
        mine = [mark for mark in marks if mark.lane == lane]
        taken = 0.0
        for mark, after in zip(mine, [*mine[1:], None], strict=True):
            words = event_words(mark.event, language)
            length = (len(words) + 1) * LETTER_PX * end / px
            beyond = end if after is None else after.at
            if lane == 2:
                continue
            if mark.at + length < beyond:
                taken = mark.at + length
                figure.add_annotation(
                    text=words, x=mark.at, xshift=5, xanchor="left", y=place[lane] + 0.15,
                    yref="y", showarrow=False,
                    font={"size": 12, "color": INK},
                )  # fmt: skip
            elif after is None and all(
                other is mark or max(other.at, taken) < mark.at - length - 0.02 * end for other in mine
            ):
                figure.add_annotation(
                    text=words, x=mark.at, xshift=-5, xanchor="right", y=place[lane] + 0.15, yref="y",
                    showarrow=False, font={"size": 12, "color": INK},
                )  # fmt: skip


def _table(timeline: Timeline, language: Language) -> ChartTable:
    keys = ("timeline_at", "timeline_event", "timeline_source", "timeline_confidence")
    return ChartTable(
        head=tuple(say(key, language) for key in keys),
        rows=tuple(
            (
                event.offset_ms / 1000,
                event_words(event, language),
                say(f"source_{event.source.value}", language),
                100 * event.confidence,
            )
            for event in timeline
        ),
        places=(3, 0, 0, 0),
    )


def _summary(timeline: Timeline, end: float, language: Language) -> str:
    person = timeline.first(EventKind.PERSON_ANSWERED)
    moved = len(timeline.all(EventKind.TRANSFERRED))
    if person is None:
        return say("timeline_summary_nobody", language, end=number(end, language))
    return say(
        "timeline_summary",
        language,
        first=number(person.offset_ms / 1000, language),
        end=number(end, language),
        moved=moved,
        sure=share(person.confidence, language),
    )
