"""`{% say "score" %}`: a text of the public pages in the language of the page around."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from dashboards.charts.words import written_day
from dashboards.public import words
from dashboards.public.page import in_language

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], key: str, **values: object) -> str:
    """Say a text of the catalogue."""
    return words.public_words(key, context["language"], **values)


@register.simple_tag(takes_context=True)
def its_words(context: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """Pick a text of the document in the page's language."""
    return in_language(texts, context["language"])


@register.simple_tag(takes_context=True)
def on_day(context: Mapping[str, Any], moment: str) -> str:
    """Write the day of an ISO moment."""
    return written_day(dt.datetime.fromisoformat(moment).date(), context["language"], year=True)


@register.filter
def language_title(language: str) -> str:
    """Say a language in itself: Norsk."""
    return words.LANGUAGE_NAMES[language]


@register.filter
def drawn_here(picture: str) -> SafeString:
    """Put a picture that `dashboards.charts` drew into the page; its words are escaped already."""
    return mark_safe(picture)  # noqa: S308 - made by our own code, every name in it escaped there


@register.filter
def inert(told: str) -> SafeString:
    """Put JSON that cannot end its block into the page."""
    return mark_safe(told)  # noqa: S308 - `linked_data` writes < as an escape
