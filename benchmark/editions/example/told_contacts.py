"""The timelines of a made-up year: what was measured follows from them, as in a real fieldwork."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd

from benchmark.editions.example.organisations import POINTS
from benchmark.editions.example.stories import chat_story, form_story, mail_story, phone_story
from probes.chat.measure import measure_chat
from probes.event import Event
from probes.outcome import Outcome
from probes.phone.measure import measure
from probes.timeline import Timeline

_MEASURES = {"phone": measure, "chat": measure_chat}


def told_contacts(
    *, contacts: pd.DataFrame, measurements: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series[Any]]:
    """Tell every contact's story so that it takes as long as was drawn.

    Returns:
        The frame `timelines` (contact, document), the frame `measurements` taken from them, and when each
        contact ended, by the index of `contacts`. What our instrument lost has no timeline.
    """
    machines = measurements[measurements["source"] != "person"]
    drawn = machines.pivot_table(index="contact", columns="name", values="value", observed=True)
    values = {name: drawn[name].dropna().to_dict() for name in drawn.columns}
    documents: list[tuple[Any, str]] = []
    measured: list[tuple[Any, str, float | None, str]] = []
    ended: dict[Any, Any] = {}
    for place, row in zip(contacts.index, contacts.to_dict("records"), strict=True):
        key, started = row["contact"], row["started"]
        ended[place] = started + pd.Timedelta(seconds=30)
        if row["outcome"] == "lost":
            continue
        events = _events(row, values, rng)
        timeline = Timeline(
            channel=row["channel"],
            started_at=started.to_pydatetime(),
            touchpoint=f"{row['organisation']}.{POINTS[row['channel']]}",
            enquiry=row["scenario"],
            mode="bridged",
            outcome=Outcome(row["outcome"]),
            events=events,
        )
        ended[place] = started + pd.Timedelta(milliseconds=max(each.offset_ms for each in events))
        documents.append((key, json.dumps(timeline.to_document(), ensure_ascii=False)))
        measured += [(key, *each) for each in _measured(timeline, values, key)]
    return (
        pd.DataFrame(documents, columns=["contact", "document"]),
        pd.DataFrame(measured, columns=["contact", "name", "value", "status"]).assign(source="machine"),
        pd.Series(ended),
    )


def _events(
    row: dict[Any, Any], values: dict[Any, dict[Any, float]], rng: np.random.Generator
) -> list[Event]:
    key, answered = row["contact"], row["outcome"] == "answered_by_person"
    reply = values.get("reply_time", {}).get(key)
    if row["channel"] == "web_form":
        return form_story(reply_s=reply, rng=rng)
    if row["channel"] == "email":
        return mail_story(reply_s=reply, rng=rng)
    wait = values["answer_time"][key]
    if row["channel"] == "chat":
        return chat_story(wait_s=wait, answered=answered, rng=rng)
    passed_on = values.get("transfers", {}).get(key, 0.0)
    return phone_story(wait_s=wait, answered=answered, transfers=int(passed_on), rng=rng)


def _measured(
    timeline: Timeline, values: dict[Any, dict[Any, float]], key: Any
) -> list[tuple[str, float | None, str]]:
    measure_it = _MEASURES.get(timeline.channel)
    if measure_it is None:
        reply = values.get("reply_time", {}).get(key)
        return [] if reply is None else [("reply_time", reply, "observed")]
    return [(each.name, each.value, each.status.value) for each in measure_it(timeline).values()]
