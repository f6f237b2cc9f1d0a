from html import escape
from importlib.resources import files

from probes.event import Event, EventKind
from probes.measurement import Measurement
from probes.phone.measure import measure
from probes.phone.picture_svg import draw
from probes.phone.summary import in_words
from probes.phone.words import describe, outcome_in_words
from probes.timeline import Timeline

_FIGURES = (
    ("answer_time", "Answer time"),
    ("post_dial_delay", "Until it rang"),
    ("ring_time", "Ringing"),
    ("menu_time", "Menus"),
    ("queue_time", "Queue"),
    ("talk_time", "Talk"),
    ("hold_time", "On hold"),
    ("transfers", "Transfers"),
)
_LEGEND = (
    ("person", "a person"),
    ("recording", "a recording"),
    ("music", "music"),
    ("tone", "a tone"),
    ("undecided", "undecided speech"),
    ("own", "our own words"),
)
_WIDE_PX, _NARROW_PX = 1088, 328


def picture(timeline: Timeline) -> str:
    """Return one self-contained HTML page of a call: figures, lanes on a time axis, and a table of it all.

    Nothing is loaded from anywhere and nothing runs. It is readable from 360 px on, in light and dark,
    and the table says everything that the drawing shows.
    """
    found = measure(timeline)
    style = files("probes.phone").joinpath("picture.css").read_text(encoding="utf-8")
    title = f"{timeline.touchpoint or 'A call'} · {timeline.enquiry}".strip(" ·")
    started = timeline.started_at.strftime("%Y-%m-%d %H:%M:%S %z")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n"
        f"<p><strong>{escape(outcome_in_words(timeline.outcome).capitalize())}</strong></p>\n"
        f'<p class="dim">Started {escape(started)}'
        f"{' · ' + escape(timeline.mode) if timeline.mode else ''} · times from the INVITE</p>\n"
        f'<dl class="figures">{"".join(_figure(found[name], word) for name, word in _FIGURES)}</dl>\n'
        f'<div class="wide">{draw(timeline, width=_WIDE_PX)}</div>\n'
        f'<div class="narrow">{draw(timeline, width=_NARROW_PX)}</div>\n'
        f"{_legend(timeline)}\n{_table(timeline)}\n</main>\n</body>\n</html>\n"
    )


def _figure(measurement: Measurement, word: str) -> str:
    missing = ' class="missing"' if measurement.value is None else ""
    return f"<div><dt>{escape(word)}</dt><dd{missing}>{escape(in_words(measurement))}</dd></div>"


def _legend(timeline: Timeline) -> str:
    there = {str(e.detail.get("speaker", "undecided")) for e in timeline.all(EventKind.SPEECH_STARTED)}
    there |= {"music"} if timeline.first(EventKind.MUSIC_STARTED) else set()
    there |= {"tone"} if timeline.first(EventKind.TONE_STARTED) else set()
    there |= {"own"} if timeline.first(EventKind.SPOKE) else set()
    items = "".join(
        f'<li><svg width="14" height="14" aria-hidden="true"><rect class="{style}" width="14" height="14"'
        f' rx="2"/></svg>{escape(word)}</li>'
        for style, word in _LEGEND
        if style in there
    )
    return f'<ul class="key-list">{items}</ul>' if items else ""


def _table(timeline: Timeline) -> str:
    rows = "".join(_row(event) for event in timeline)
    return (
        "<h2>What happened</h2>\n<table>\n<caption>Every event, in seconds from the INVITE</caption>\n"
        '<thead><tr><th class="time" scope="col">Time</th><th scope="col">Event</th>'
        '<th class="rest" scope="col">Known from</th><th class="rest" scope="col">Confidence</th>'
        '<th class="rest" scope="col">Because of</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>"
    )


def _row(event: Event) -> str:
    first = ' class="first"' if event.kind is EventKind.PERSON_ANSWERED else ""
    why = event.detail.get("reasons") or event.detail.get("signs") or ()
    reasons = ", ".join(str(word).replace("_", " ") for word in why) if isinstance(why, list | tuple) else ""
    return (
        f'<tr{first}><td class="time">{event.offset_ms / 1000:.3f}</td><td>{escape(describe(event))}</td>'
        f'<td class="rest">{escape(event.source.value)}</td>'
        f'<td class="rest">{event.confidence:.0%}</td><td class="rest">{escape(reasons)}</td></tr>\n'
    )
