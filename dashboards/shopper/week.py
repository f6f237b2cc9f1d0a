"""The map of a shopper's week: a lane a day along the hours, drawn as SVG (the policy refuses styles)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from results.queries.assignments import Assigned

DAYS = 7
_EARLIEST, _LATEST = 8, 17
"""Hours that every map shows; it grows where somebody is to be asked outside of them."""


class WeekDay(NamedTuple):
    """A day of the week ahead: its contacts by time, and its lane."""

    date: dt.date
    contacts: tuple[Assigned, ...]
    lane: SafeString


class Week(NamedTuple):
    """Seven days from today on, and the scale above them."""

    days: tuple[WeekDay, ...]
    scale: SafeString


def week_map(due: Iterable[Assigned], *, today: dt.date) -> Week:
    """Draw when each of the coming week's contacts may begin, each on its organisation's own clock.

    What is overdue belongs to today.
    """
    by_day: dict[dt.date, list[Assigned]] = {today + dt.timedelta(days=n): [] for n in range(DAYS)}
    for each in due:
        date = max(each.local_due.date(), today)
        if date in by_day:
            by_day[date].append(each)
    shown = [each for contacts in by_day.values() for each in contacts]
    first = min([_EARLIEST, *(each.local_due.hour for each in shown)])
    last = max([_LATEST, *(each.local_until.hour + 1 for each in shown)])
    return Week(
        tuple(
            WeekDay(date, tuple(contacts), _lane(contacts, first, last)) for date, contacts in by_day.items()
        ),
        _scale(first, last),
    )


def _lane(contacts: list[Assigned], first: int, last: int) -> SafeString:
    whole = last - first
    windows, marks = [], []
    for each in contacts:
        begin = _hours(each.local_due) - first
        end = _hours(each.local_until) - first
        if end < begin:  # the window ends on another day
            end = float(whole)
        windows.append((f"{100 * begin / whole:.2f}", f"{100 * max(end - begin, 0.25) / whole:.2f}"))
        marks.append((f"{min(100 * begin / whole, 98):.2f}",))
    words = ", ".join(
        f"{each.local_due:%H:%M}–{each.local_until:%H:%M} {each.organisation}" for each in contacts
    )
    return format_html(
        '<svg class="lane" role="img" aria-label="{}">'
        '<rect class="rest" width="100%" height="100%"/>{}{}</svg>',
        words or _("Nothing"),
        format_html_join("", '<rect class="window" x="{}%" width="{}%" height="100%"/>', windows),
        format_html_join("", '<rect class="mark" x="{}%" width="2%" height="100%"/>', marks),
    )


def _scale(first: int, last: int) -> SafeString:
    hours = [hour for hour in range(first, last) if hour % 3 == 0]
    marks = [(f"{100 * (hour - first) / (last - first):.2f}", hour) for hour in hours]
    return format_html(
        '<svg class="scale" aria-hidden="true">{}</svg>',
        format_html_join("", '<text x="{}%" y="12">{}</text>', marks),
    )


def _hours(at: dt.datetime) -> float:
    return at.hour + at.minute / 60
