"""Reply times out of a timeline: seconds, working hours, working days, and what was not seen."""

import datetime as dt
from zoneinfo import ZoneInfo

from probes.email.measure import measure_reply
from probes.event import Event, EventKind, Source
from probes.measurement import Status
from probes.timeline import Timeline
from scenarios.limits import ReplyLimit
from scenarios.organisation import Organisation

ORGANISATION = Organisation.model_validate(
    {
        "organisation": "fjordvik",
        "name": "Fjordvik kommune",
        "class": "municipality",
        "country": "NO",
        "touchpoints": {"mailbox": {"email": "post@fjordvik.example", "open": {"mon-fri": "08:00-15:30"}}},
    }
)
LIMIT = ReplyLimit.model_validate(
    {"reply": "3 working days", "first_day": "day of sending", "send_before": "12:00", "source": "a test"}
)
FRIDAY = dt.datetime(2026, 11, 20, 11, 30, tzinfo=ZoneInfo("Europe/Oslo"))
HOUR = 3600.0


def _measured(*letters: tuple[float, str], kind=EventKind.SENT, sent_ms=0.0, waited_h=100.0, **more):
    events = [Event(sent_ms, kind, Source.CALLER)]
    events += [
        Event(sent_ms + hours * HOUR * 1000, EventKind.LETTER_ARRIVED, Source.MAILBOX, 0.9, {"letter": what})
        for hours, what in letters
    ]
    found = measure_reply(
        Timeline("email", FRIDAY, events=events), organisation=ORGANISATION, touchpoint="mailbox",
        sent_at=FRIDAY, waited_s=waited_h * HOUR, limit=LIMIT, **more,
    )  # fmt: skip
    return {name: (each.value, each.status) for name, each in found.items()}


def test_a_weekend_is_no_working_time():
    # Friday 11:30 to Monday 09:00: four hours on Friday, one on Monday; Friday is working day 1.
    assert _measured((0.1, "acknowledgement"), (69.5, "person"), (80.0, "person")) == {
        "reply_time": (69.5 * HOUR, Status.OBSERVED),
        "reply_working_time": (5 * HOUR, Status.OBSERVED),
        "reply_working_days": (2.0, Status.OBSERVED),
        "acknowledgement_time": (0.1 * HOUR, Status.OBSERVED),
    }


def test_no_answer_is_at_least_as_long_as_was_waited():
    found = _measured((0.1, "out_of_office"), waited_h=69.5)
    assert found["reply_time"] == (69.5 * HOUR, Status.CENSORED)
    assert found["reply_working_days"] == (2.0, Status.CENSORED)
    assert _measured(waited_h=1.0)["acknowledgement_time"] == (None, Status.NOT_OBSERVED)


def test_a_form_counts_from_its_sending_and_a_demonstration_by_its_own_clock():
    filled_in_a_minute = _measured((2.0, "person"), kind=EventKind.SUBMITTED, sent_ms=60_000.0)
    assert filled_in_a_minute["reply_time"] == (2 * HOUR, Status.OBSERVED)
    assert _measured((0.5, "person"), pace=10.0)["reply_time"] == (5 * HOUR, Status.OBSERVED)
