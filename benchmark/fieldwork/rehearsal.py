"""A rehearsal: the shopper practises a contact with the practice town; nothing of it is a contact."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from benchmark.fieldwork.call_now import Hindrance, Why
from benchmark.fieldwork.capabilities import WISH_S
from benchmark.fieldwork.live import CONTACT
from benchmark.fieldwork.picture import Picture
from benchmark.fieldwork.status import worker_statuses
from results.models import Attempt, Contact
from results.models.words import IN_PROGRESS

SILENT_S = 30
"""After this a rehearsal whose worker is silent is over."""


@dataclass(frozen=True, slots=True)
class RehearsalState:
    """A rehearsal as its page shows it.

    `step` is `asked`, `now` or `over`; `phase`, `leg` and `place` as in `picture.Picture`. `partner` is who
    was called, `error` a word (`no_worker`, `no_town`, `lost`) or what went wrong, `timeline` its document.
    """

    rehearsal: int
    step: str
    phase: str
    leg: str
    place: int | None
    total_s: float
    ending: bool
    outcome: str
    error: str
    partner: str
    timeline: dict[str, Any] | None

    def to_document(self) -> dict[str, Any]:
        """Return what makes a picture of it, without running seconds: equal documents look the same."""
        names = ("rehearsal", "step", "phase", "leg", "place", "ending", "outcome", "error")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Asked:
    """A rehearsal in a worker's hands."""

    rehearsal: int
    shopper: int
    contact: int


def ask_rehearsal(*, contact: Contact) -> Hindrance | None:
    """Ask for a rehearsal of a contact with its shopper; return what stands in the way, None if nothing.

    A shopper has one rehearsal at a time: asked twice, it is one.
    """
    shopper = contact.shopper
    if shopper is None or not shopper.active or shopper.phone_verified_at is None or not shopper.phone:
        return Hindrance(Why.NO_PHONE)
    going_on = Attempt.objects.filter(contact__mode="bridged", contact__shopper=shopper)
    if going_on.filter(state__in=IN_PROGRESS).exists():
        return Hindrance(Why.OTHER_CALL)
    if not any(each.alive and "phone" in each.serves.get("channels", ()) for each in worker_statuses()):
        return Hindrance(Why.NO_WORKER)
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, {"wish_s": WISH_S, "silent_s": SILENT_S})
        cursor.execute(
            "INSERT INTO results_rehearsal (shopper_id, contact_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [shopper.pk, contact.pk],
        )
    return None


def rehearsal_state(*, contact: Contact) -> RehearsalState | None:
    """Return the newest rehearsal of a contact, None if there was none."""
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, {"wish_s": WISH_S, "silent_s": SILENT_S})
        cursor.execute(_STATE, [contact.pk, contact.shopper_id])
        row = cursor.fetchone()
    if row is None:
        return None
    values: list[Any] = [*row]
    if isinstance(values[-1], str):
        values[-1] = json.loads(values[-1])
    return RehearsalState(*values)


def ask_to_end(*, contact: Contact) -> bool:
    """End a rehearsal that goes on, or take it back; return whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(_HANG_UP, {"contact": contact.pk, "shopper": contact.shopper_id, "told": CONTACT})
        return cursor.fetchone() is not None


def take_rehearsal() -> Asked | None:
    """Take the rehearsal that was asked for first, None if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"wish_s": WISH_S})
        row = cursor.fetchone()
    return None if row is None else Asked(*row)


def beat_rehearsal(rehearsal: int, *, picture: Picture, partner: str) -> bool:
    """Tell that a rehearsal goes on and how it looks; return whether it shall end."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, {"id": rehearsal, "partner": partner, "told": CONTACT, **picture._asdict()})
        row = cursor.fetchone()
    return row is None or bool(row[0])


def end_rehearsal(
    rehearsal: int, *, outcome: str = "", error: str = "", timeline: dict[str, Any] | None = None
) -> None:
    """Write down how a rehearsal ended."""
    given: dict[str, Any] = {
        "id": rehearsal,
        "outcome": outcome,
        "error": error[:500],
        "timeline": None if timeline is None else json.dumps(timeline),
        "told": CONTACT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_END, given)


_SWEEP = """
UPDATE results_rehearsal SET state = 'over', ended_at = clock_timestamp(),
    error = CASE state WHEN 'asked' THEN 'no_worker' ELSE 'lost' END
WHERE state = 'asked' AND asked_at < clock_timestamp() - make_interval(secs => %(wish_s)s)
    OR state = 'taken' AND beat_at < clock_timestamp() - make_interval(secs => %(silent_s)s)
"""

_STATE = """
SELECT id, CASE state WHEN 'taken' THEN 'now' ELSE state END, phase, leg, place,
    extract(epoch FROM coalesce(ended_at, clock_timestamp()) - asked_at)::float, hang_up_at IS NOT NULL,
    outcome, error, partner, timeline
FROM results_rehearsal WHERE contact_id = %s AND shopper_id = %s ORDER BY id DESC LIMIT 1
"""

_HANG_UP = """
UPDATE results_rehearsal SET hang_up_at = clock_timestamp(),
    state = CASE state WHEN 'asked' THEN 'over' ELSE state END,
    ended_at = CASE state WHEN 'asked' THEN clock_timestamp() END,
    outcome = CASE state WHEN 'asked' THEN 'cancelled' ELSE '' END
WHERE contact_id = %(contact)s AND shopper_id = %(shopper)s AND state <> 'over'
RETURNING pg_notify(%(told)s, contact_id::text)
"""

_TAKE = """
UPDATE results_rehearsal SET state = 'taken', beat_at = clock_timestamp()
WHERE id = (SELECT id FROM results_rehearsal
            WHERE state = 'asked' AND asked_at > clock_timestamp() - make_interval(secs => %(wish_s)s)
            ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, shopper_id, contact_id
"""

# The page is told only when something looks otherwise.
_BEAT = """
WITH before AS (SELECT id, phase, leg, place FROM results_rehearsal WHERE id = %(id)s)
UPDATE results_rehearsal r SET beat_at = clock_timestamp(), phase = %(phase)s, leg = %(leg)s,
    place = %(place)s, partner = %(partner)s
FROM before b WHERE r.id = b.id AND r.state = 'taken'
RETURNING r.hang_up_at IS NOT NULL,
    CASE WHEN (b.phase, b.leg, b.place) IS DISTINCT FROM (r.phase, r.leg, r.place)
        THEN pg_notify(%(told)s, r.contact_id::text) END
"""

_END = """
UPDATE results_rehearsal SET state = 'over', ended_at = clock_timestamp(), outcome = %(outcome)s,
    error = %(error)s, timeline = %(timeline)s::jsonb
WHERE id = %(id)s AND state = 'taken' RETURNING pg_notify(%(told)s, contact_id::text)
"""
