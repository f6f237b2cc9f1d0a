"""How long to wait in each channel, how often to try again, and what it means when nobody answers."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from scenarios.base import Count, Line, Part
from scenarios.duration import Duration, WorkingDays
from scenarios.opening_hours import Clock
from scenarios.telling import mistake

Unanswered = Literal["zero", "zero for the channel", "missing"]


def _reply(value: Any) -> Any:
    if isinstance(value, (Duration, WorkingDays)):
        return value
    if isinstance(value, str):
        return WorkingDays.parse(value.strip()) if "day" in value else Duration.parse(value.strip())
    raise mistake("must be a number of working days or a length of time", "write it like 3 working days")


ReplyTime = Annotated[
    WorkingDays | Duration,
    BeforeValidator(_reply),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"({WorkingDays.pattern})|({Duration.pattern})",
            "examples": ["3 working days", "24 h"],
        }
    ),
]
"""When an answer must have come: `3 working days`, or clock time such as `24 h`."""


def _positive(time: Duration) -> Duration:
    if time.seconds <= 0:
        raise mistake("must be longer than nothing", "write it like 5 min")
    return time


class Retry(Part):
    """Trying again when nobody answered."""

    times: Annotated[Count, Field(ge=0, le=20)]
    """How many more attempts."""
    when: Literal["another day", "same day", "any time"] = "another day"
    """When to try again."""
    within: Literal["same week", "fieldwork"] = "fieldwork"
    """Until when; `same week` where possible."""


class WaitLimit(Part):
    """A limit for somebody who waits: telephone, chat, messages, a desk."""

    wait: Annotated[Duration, AfterValidator(_positive)]
    """The longest wait for a person, counted from the first packet: `5 min`."""
    talk: Annotated[Duration, AfterValidator(_positive)] = Duration(900.0)
    """The longest talk. Project's choice: 15 min."""
    retry: Retry = Retry(times=0)
    """Trying again; without it, never."""
    otherwise: Unanswered = "missing"
    """What an unanswered contact counts: zero, zero for its whole channel, or nothing (missing)."""
    source: Line
    """Where the numbers come from."""


class ReplyLimit(Part):
    """A limit for an answer in writing: e-mail and web form."""

    reply: ReplyTime
    """When an answer must have come."""
    judged_until: ReplyTime | None = None
    """How late an answer is still read and judged, though it is late; without it, `reply`."""
    send_before: Clock | None = None
    """Send before this time of day: "12:00"."""
    first_day: Literal["day of sending", "next working day"] = "next working day"
    """Which day is working day 1."""
    retry: Retry = Retry(times=0)
    """Sending again; without it, never."""
    otherwise: Unanswered = "missing"
    """What an unanswered contact counts: zero, zero for its whole channel, or nothing (missing)."""
    source: Line
    """Where the numbers come from."""

    @model_validator(mode="after")
    def _judged_long_enough(self) -> Self:
        until = self.judged_until
        if until is not None and _hours(until) < _hours(self.reply):
            raise mistake(
                f"answers are judged for a shorter time than the {self.reply} in which they are due",
                f"write at least {self.reply}",
                at=("judged_until",),
            )
        return self


def _hours(time: WorkingDays | Duration) -> float:
    """Order reply times; a working day lasts 24 hours on the clock at least."""
    return time.days * 24 if isinstance(time, WorkingDays) else time.seconds / 3600


class Limits(Part):
    """The limits of each channel that the method uses."""

    phone: WaitLimit | None = None
    """Telephone."""
    chat: WaitLimit | None = None
    """Chat on a web page."""
    messenger: WaitLimit | None = None
    """Messages in an app."""
    sms: WaitLimit | None = None
    """Text messages."""
    desk: WaitLimit | None = None
    """A visit to a desk."""
    email: ReplyLimit | None = None
    """E-mail."""
    web_form: ReplyLimit | None = None
    """Contact form."""
