"""What charts say, in Norwegian, Swedish and English; numbers and dates as these languages write them."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel.dates import format_date

from benchmark.ranking.words import Language, decimal, language_of, listed, whole
from dashboards.charts.catalogue import CATALOGUE

__all__ = [
    "Language",
    "language_of",
    "listed",
    "number",
    "say",
    "seconds",
    "share",
    "span",
    "weekdays",
    "whole",
    "written_day",
]

_LOCALE = {"nb": "nb_NO", "sv": "sv_SE", "en": "en_GB"}
_PLACE = {"nb": 0, "sv": 1, "en": 2}


def say(key: str, language: Language, **values: object) -> str:
    """Give a text of the catalogue with its gaps filled; KeyError if it does not exist."""
    text = CATALOGUE[key][_PLACE[language]]
    return text.format(**values) if values else text


def number(value: float, language: Language, *, places: int = 1) -> str:
    """Write a number: 86.4 or 86,4, with a true minus."""
    return decimal(value, language, places=places)


def share(value: float, language: Language) -> str:
    """Write a share from 0 to 1 in per cent; one above 0 that would round to it is written as <1 %."""
    percent = 100 * value
    sign = "%" if language == "en" else "\u00a0%"
    if 0 < percent < 0.5:
        return f"<1{sign}"
    if 99.5 <= percent < 100:
        return f">99{sign}"
    return f"{percent:.0f}{sign}"


def seconds(value: float, language: Language) -> str:
    """Write a time: 45 s, 2 min, 2:30, 1 h, 1:30:00."""
    whole_s = round(value)
    if value < 90 and whole_s != 60:
        return f"{number(value, language, places=0 if abs(value - whole_s) < 0.05 else 1)}\u00a0s"
    minutes, rest = divmod(whole_s, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}" if rest else f"{minutes}\u00a0min"
    hours, minutes = divmod(minutes, 60)
    hour = "h" if language == "en" else "t" if language == "nb" else "tim"
    return f"{hours}:{minutes:02}:{rest:02}" if minutes or rest else f"{hours}\u00a0{hour}"


def span(low: int, high: int) -> str:
    """Write ranks from and to: 1–4, or 2 alone."""
    return str(low) if low == high else f"{low}–{high}"


@cache
def written_day(day: date, language: Language, *, year: bool = False) -> str:
    """Write a day: 4. jan. 2027, 4 jan. 2027, 4 Jan 2027; the year where asked for."""
    dot = "d. MMM" if language == "nb" else "d MMM"
    return str(format_date(day, dot + (" yyyy" if year else ""), locale=_LOCALE[language]))


@cache
def weekdays(language: Language) -> tuple[str, ...]:
    """Short names of the weekdays, Monday first."""
    monday = date(2027, 1, 4)
    return tuple(
        str(format_date(monday.replace(day=4 + i), "EEE", locale=_LOCALE[language])).rstrip(".")
        for i in range(7)
    )
