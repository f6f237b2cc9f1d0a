"""Numbers, days and times as each language writes them (by Babel), and bars that need no inline style."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards.site.browser_words import browser_words
from dashboards.site.class_words import class_words
from dashboards.site.enquiry_words import enquiry_words
from dashboards.site.outcome_words import (
    channel_words,
    control_words,
    outcome_sign,
    outcome_words,
    phase_words,
    state_words,
)
from results.models import Document, Measurement

register = template.Library()

_LOCALES = {"nb": "nb_NO", "sv": "sv_SE", "en": "en_GB"}
_MISSING = "–"


@register.filter
def number(value: float | None, places: int = 0) -> str:
    """Write a number with so many decimals: 1 234,5. A missing one is a dash, never 0."""
    if value is None:
        return _MISSING
    return _decimal(value, places, _locale())


@register.filter
def day(value: dt.date | None) -> str:
    """Write a day: 4. jan. 2027."""
    if value is None:
        return _MISSING
    return _day(value.date() if isinstance(value, dt.datetime) else value, "medium", _locale())


@register.filter
def moment(value: dt.datetime | None, clock: str = "") -> str:
    """Write a day and time on a clock (an IANA zone; default the site's, UTC)."""
    if value is None:
        return _MISSING
    zone = ZoneInfo(clock) if clock else timezone.get_current_timezone()
    pattern = "d. MMM, HH:mm" if get_language() == "nb" else "d MMM, HH:mm"
    return _moment(value.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None), pattern, _locale())


@register.filter
def moment_of_year(value: dt.datetime | None, clock: str) -> str:
    """Write a day with its year and the time on a clock (an IANA zone), as under a signature."""
    if value is None:
        return _MISSING
    pattern = "d. MMM yyyy, HH:mm" if get_language() == "nb" else "d MMM yyyy, HH:mm"
    local = value.astimezone(ZoneInfo(clock)).replace(second=0, microsecond=0, tzinfo=None)
    return _moment(local, pattern, _locale())


@register.filter
def clock_time(value: dt.datetime | None, clock: str) -> str:
    """Write a time of day on a clock (an IANA zone): 14:05."""
    return _MISSING if value is None else f"{value.astimezone(ZoneInfo(clock)):%H:%M}"


@register.filter
def weekday(value: dt.date) -> str:
    """Write a day of the week ahead, short: tir. 24."""
    return _day(value, "EEE d" if _locale() == "en_GB" else "EEE d.", _locale())


@register.filter
def whole_day(value: dt.date) -> str:
    """Write a day of the week ahead in full: tirsdag 24. november."""
    words = _day(value, "EEEE d MMMM" if get_language() != "nb" else "EEEE d. MMMM", _locale())
    return words[:1].upper() + words[1:]


@register.filter
def language_name(value: str) -> str:
    """Say a language in the reader's own: norsk bokmål."""
    return str(Locale.parse(value).get_language_name(_locale()) or value)


@register.filter
def percent(value: float) -> str:
    """Write a share: 80 %."""
    return f"{number(100 * value)}\u00a0%"


@register.filter
def signed(value: float) -> str:
    """Write a difference with its sign and a real minus: −3.2."""
    return ("\u2212" if value < 0 else "+") + number(abs(value), 1)


@register.filter
def ago(value: dt.datetime | None) -> str:
    """Write how long ago or until when: 3 minutter siden."""
    if value is None:
        return _MISSING
    return str(format_timedelta(value - timezone.now(), add_direction=True, locale=_locale()))


@register.filter
def seconds(value: float | None) -> str:
    """Write a duration in s: 8.4 s, 2:05."""
    if value is None:
        return _MISSING
    if value < 60:
        return f"{number(value, 1)}\u00a0s"
    minutes, rest = divmod(round(value), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def said(words: Mapping[str, str] | None) -> str:
    """Pick a text by language: the reader's, else English, else whatever there is."""
    if not words:
        return ""
    return words.get(get_language() or "", "") or words.get("en", "") or next(iter(words.values()))


@register.filter
def titled(enquiry: Document) -> str:
    """Say an enquiry by its title."""
    return enquiry_words(enquiry)


@register.filter
def channel(value: str) -> str:
    """Say a channel."""
    return channel_words(value)


@register.filter
def browser(value: str) -> str:
    """Say which browser a user agent names."""
    return browser_words(value)


@register.filter
def asked(field: BoundField) -> SafeString:
    """Draw a field without a placeholder: the label above it says what it is for."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def klass(value: str) -> str:
    """Say a class of organisations."""
    return class_words(value)


@register.filter
def phase(value: str) -> str:
    """Say what goes on in a contact just now."""
    return phase_words(value)


@register.simple_tag
def outcome(value: str, reason: str = "") -> SafeString:
    """Say how a contact or attempt ended, with its sign; `reason` is why it was never run."""
    if not value and reason:
        return format_html('<span class="state alarm">{}</span>', state_words("not_run")[0])
    return format_html('<span class="state {}">{}</span>', outcome_sign(value), outcome_words(value))


@register.simple_tag
def state(value: str) -> SafeString:
    """Say the state of a contact or an attempt, with its sign."""
    words, sign = state_words(value)
    return format_html('<span class="state {}">{}</span>', sign, words)


@register.simple_tag
def control(value: str) -> SafeString:
    """Say what a campaign was told, with its sign."""
    words, sign = control_words(value)
    return format_html('<span class="state {}">{}</span>', sign, words)


@register.simple_tag
def measured(one: Measurement) -> str:
    """Write a measurement: seconds or a count; more than what was seen; or that nothing was."""
    if one.value is None:
        return str(_("not observed"))
    words = seconds(one.value) if one.unit == "s" else number(one.value)
    return f"> {words}" if one.status == "censored" else words


@register.simple_tag
def bar(
    whole: float, made: float, now: float = 0, *, due: float | None = None, label: str = ""
) -> SafeString:
    """Draw a bar of shares as SVG (a style attribute would be refused by the page's policy).

    `made` and `now` follow each other, `due` is a mark where it should stand today; all in units of `whole`.
    """
    width = float(whole) or 1.0
    parts: list[tuple[str, float, float]] = [("rest", 0.0, 100.0)]
    at = 0.0
    for name, value in (("made", made), ("now", now)):
        share = min(100 * value / width, 100 - at)
        if share > 0:
            parts.append((name, at, share))
            at += share
    if due is not None:
        parts.append(("due", max(min(100 * due / width, 100) - 0.25, 0), 0.5))
    rects = format_html_join(
        "",
        '<rect class="{}" x="{}%" width="{}%" height="100%"/>',
        ((name, f"{x:.2f}", f"{share:.2f}") for name, x, share in parts),
    )
    return format_html('<svg class="bar" role="img" aria-label="{}">{}</svg>', label, rects)


@register.simple_tag
def severity_scale(effect: float, error: float | None = None) -> SafeString:
    """Draw how far somebody's ratings lie from the others', −10 to +10 on the scale of scores, as SVG."""
    at = min(max(50 + 5 * effect, 1), 99)
    half = 0.0 if error is None else 5 * 1.96 * error
    low, high = max(at - half, 0), min(at + half, 100)
    label = _("%(effect)s compared with the others") % {"effect": signed(effect)}
    return format_html(
        '<svg class="severity" role="img" aria-label="{}">'
        '<rect class="rest" y="45%" width="100%" height="10%"/>'
        '<rect class="spread" x="{}%" width="{}%" y="30%" height="40%"/>'
        '<rect class="middle" x="49.75%" width="0.5%" height="100%"/><circle cx="{}%" cy="50%" r="7"/></svg>',
        label, f"{low:.2f}", f"{high - low:.2f}", f"{at:.2f}",
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def here_with(context: dict[str, Any], **changes: Any) -> str:
    """Return this page's address with some of its query changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@lru_cache(maxsize=8192)
def _decimal(value: float, places: int, locale: str) -> str:
    """A page writes hundreds of numbers, most of them small or of a scale: Babel takes 0.1 ms for each."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(value, format=pattern, locale=locale))


@lru_cache(maxsize=4096)
def _day(value: dt.date, pattern: str, locale: str) -> str:
    return str(format_date(value, pattern, locale=locale))


@lru_cache(maxsize=8192)
def _moment(value: dt.datetime, pattern: str, locale: str) -> str:
    """A time that a clock shows, to the minute: lists write hundreds, and the next page the same."""
    return str(format_datetime(value, pattern, locale=locale))


def _locale() -> str:
    return _LOCALES.get(get_language() or "", "en_GB")
