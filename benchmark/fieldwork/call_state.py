from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from benchmark.fieldwork.call_now import Hindrance, hindrance
from benchmark.fieldwork.capabilities import WISH_S
from results.models import Contact


@dataclass(frozen=True, slots=True)
class CallState:
    """Where a contact stands for the shopper who makes it.

    `step` is `ready` (may be asked for, unless there is a `hindrance`), `asked` (a worker will take it),
    `unheard` (nobody took it in time), `now` (it goes on: `phase`, `leg` and `place` as in `picture.Picture`,
    for `phase_s` of `total_s` seconds; `ending`: it was told to end) or `over` (`outcome` of the last
    attempt, `tries` made so far).
    """

    step: str
    attempt: int | None = None
    hindrance: Hindrance | None = None
    phase: str = "begun"
    leg: str = ""
    place: int | None = None
    phase_s: float = 0.0
    total_s: float = 0.0
    ending: bool = False
    outcome: str = ""
    error: str = ""
    tries: int = 0
    due_at: datetime | None = None

    def to_document(self) -> dict[str, Any]:
        """Return what makes a picture of it, without running seconds: equal documents look the same."""
        return {
            "step": self.step,
            "why": self.hindrance.why.value if self.hindrance else "",
            "phase": self.phase,
            "leg": self.leg,
            "place": self.place,
            "ending": self.ending,
            "outcome": self.outcome,
            "tries": self.tries,
        }


def call_state(*, contact: Contact, now: datetime) -> CallState:
    """Return where a contact stands at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, {"contact": contact.pk})
        rows = cursor.fetchall()
    ended = [row for row in rows if row[2] not in ("planned", "claimed", "contacting", "awaiting")]
    made = [row for row in ended if row[3]]
    open_ = next((row for row in rows if row not in ended), None)
    last = made[-1] if made else None
    outcome, error = (last[3], last[4]) if last else ("", "")
    if open_ is None:
        return CallState("over", last[0] if last else None, outcome=outcome, error=error, tries=len(made))
    number, _, state, _, _, due_at, phase, leg, place, phase_s, total_s, wish_s, ending = open_
    if state == "planned":
        step = "ready"
        if wish_s is not None and not ending:
            step = "asked" if wish_s < WISH_S else "unheard"
        return CallState(
            step,
            number,
            hindrance=None if step == "asked" else hindrance(contact=contact, now=now),
            outcome=outcome,
            error=error,
            tries=len(made),
            due_at=due_at,
        )
    return CallState(
        "now",
        number,
        phase=phase or "begun",
        leg=leg or "",
        place=place,
        phase_s=phase_s or 0.0,
        total_s=total_s or 0.0,
        ending=bool(ending),
        outcome=outcome,
        tries=len(made),
    )


_STATE = """
SELECT a.id, a.number, a.state, a.outcome, a.error, a.due_at, l.phase, l.leg, l.place,
    greatest(extract(epoch FROM clock_timestamp() - coalesce(l.since, a.claimed_at)), 0)::float,
    greatest(extract(epoch FROM clock_timestamp() - coalesce(a.contacting_at, a.claimed_at)), 0)::float,
    extract(epoch FROM clock_timestamp() - w.asked_at)::float, w.hang_up_at IS NOT NULL
FROM results_attempt a
LEFT JOIN results_live l ON l.attempt_id = a.id
LEFT JOIN results_callwish w ON w.attempt_id = a.id
WHERE a.contact_id = %(contact)s ORDER BY a.number
"""
