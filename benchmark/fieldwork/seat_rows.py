"""The rows between a shopper's page and the worker that holds the chat; forgotten after a day."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from benchmark.fieldwork.claim import Claim
from benchmark.fieldwork.live import CONTACT
from probes.chat.seat import Observed
from probes.chat.turn import Speaker
from results.keep_timeline import storable

SEAT = "svartid_seat"
"""The channel on which the database tells that a shopper typed something; its payload is the attempt's id."""

LONGEST_TURN = 2000
"""Characters of one turn that is typed. Project's own choice: chats of the field allow about as much."""


@dataclass(frozen=True, slots=True)
class SeatTurn:
    """A turn as the page shows it. `waits`: typed, and not yet seen in the chat."""

    speaker: str
    text: str
    author: str = ""
    at_s: float | None = None
    waits: bool = False


def type_turn(*, attempt: int, key: str, text: str) -> bool:
    """Take what a shopper typed at the page; False if it was taken already: `key` makes it one turn."""
    return _take(attempt, key, {"text": text.replace("\0", "").strip()[:LONGEST_TURN]})


def end_typing(*, attempt: int) -> bool:
    """The shopper has said goodbye: the worker ends the chat. False if that was told already."""
    return _take(attempt, "end", {"end": True})


def typed_turns(attempt: int) -> list[tuple[int, str | None]]:
    """Return all that was typed, in order: the row's id and the words, None for the end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, content->>'text' FROM results_seat"
            " WHERE attempt_id = %s AND side = 'typed' ORDER BY id",
            [attempt],
        )
        return list(cursor.fetchall())


def show_turn(claim: Claim, turn: Observed) -> None:
    """Show a turn of the chat, or what is now thought of it, at the shopper's page."""
    content = {
        "at_s": turn.at_s,
        "speaker": turn.speaker.value,
        "confidence": round(turn.confidence, 3),
        "text": turn.text,
        "author": turn.author,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO results_seat (attempt_id, side, key, content) VALUES (%s, 'shown', %s, %s::jsonb)
               ON CONFLICT (attempt_id, side, key) DO UPDATE SET content = excluded.content""",
            [claim.attempt, turn.key[:80], json.dumps(storable(content))],
        )
        cursor.execute("SELECT pg_notify(%s, %s)", [CONTACT, str(claim.contact)])


def seat_turns(attempt: int) -> list[SeatTurn]:
    """Return the whole chat as far as it has come: what was seen, then what is still on its way."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT side, content FROM results_seat WHERE attempt_id = %s AND NOT content ? 'end'
               ORDER BY side, (content->>'at_s')::float, id""",
            [attempt],
        )
        rows = [(side, _plain(content)) for side, content in cursor.fetchall()]
    shown = [
        SeatTurn(each["speaker"], each["text"], each["author"], each["at_s"])
        for side, each in rows
        if side == "shown"
    ]
    own = [each.text for each in shown if each.speaker == Speaker.SHOPPER.value]
    waiting = []
    for _, each in (row for row in rows if row[0] == "typed"):
        if each["text"] in own:
            own.remove(each["text"])
        else:
            waiting.append(SeatTurn(Speaker.SHOPPER.value, each["text"], waits=True))
    return [*shown, *waiting]


def _take(attempt: int, key: str, content: dict[str, object]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO results_seat (attempt_id, side, key, content) VALUES (%s, 'typed', %s, %s::jsonb)
               ON CONFLICT DO NOTHING""",
            [attempt, key[:80], json.dumps(content)],
        )
        taken = bool(cursor.rowcount == 1)
        cursor.execute("SELECT pg_notify(%s, %s)", [SEAT, str(attempt)])
    return taken


def _plain(content: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(content) if isinstance(content, str) else content
    return plain
