"""Taps as a browser sends them: JSON of answers with the moments at which they were given."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.http import QueryDict

from results.errors import BadAnswer
from results.rating.given_answer import read_given
from results.rating.save_answers import Tap
from scenarios.item import Item
from scenarios.questionnaire import Questionnaire

MOST = 200
"""Taps in one sending; the browser sends the rest after them. Project's own choice."""
_OLDEST = dt.timedelta(days=60)
"""A tap older than this is taken for a browser's wrong clock and counted as tapped then."""


class Taps(NamedTuple):
    """What could be read, and the keys of what could not."""

    read: list[Tap]
    wrong: list[str]


def read_taps(
    body: bytes, *, questionnaire: Questionnaire, asked: Mapping[str, Item], now: dt.datetime
) -> Taps:
    """Read `{"now": ms, "entries": [{"key", "item", "at", "tick", "words", "comment"}]}`.

    The browser's `now` beside ours puts the moments of its taps on our clock. Raises BadAnswer where nothing
    can be read at all.
    """
    try:
        sent = json.loads(body)
        theirs, entries = float(sent["now"]), list(sent["entries"])[:MOST]
    except (ValueError, TypeError, KeyError) as error:
        raise BadAnswer("this is no sending of answers") from error
    read: list[Tap] = []
    wrong: list[str] = []
    for entry in entries:
        try:
            read.append(_tap(entry, questionnaire, asked, now, theirs))
        except (BadAnswer, AttributeError, ValueError, TypeError, KeyError, OverflowError):
            wrong.append(str(entry.get("key", "")) if isinstance(entry, dict) else "")
    return Taps(read, wrong)


def taps_of_form(
    form: QueryDict, *, questionnaire: Questionnaire, asked: Mapping[str, Item], now: dt.datetime
) -> list[Tap]:
    """Read a whole form sent without script; answers that cannot be read are left out."""
    taps = []
    for item in asked.values():
        names = (f"a-{item.item}", f"w-{item.item}", f"c-{item.item}")
        if not any(name in form for name in names):
            continue
        tick, words, comment = (form.get(name, "") for name in names)
        try:
            given = read_given(questionnaire, item, tick=tick, words=words, comment=comment)
        except BadAnswer:
            continue
        taps.append(Tap(str(uuid4()), item.item, now, given))
    return taps


def _tap(
    entry: Any, questionnaire: Questionnaire, asked: Mapping[str, Item], now: dt.datetime, theirs: float
) -> Tap:
    ago = min(max(dt.timedelta(milliseconds=theirs - float(entry["at"])), dt.timedelta()), _OLDEST)
    item = asked[entry["item"]]
    given = read_given(
        questionnaire,
        item,
        tick=str(entry.get("tick", "")),
        words=str(entry.get("words", "")),
        comment=str(entry.get("comment", "")),
    )
    return Tap(str(UUID(entry["key"])), item.item, now - ago, given)
