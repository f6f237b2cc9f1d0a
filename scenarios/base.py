"""What every part of the scenario language has in common."""

from typing import Annotated, Literal

from pydantic import AllowInfNan, BaseModel, ConfigDict, Strict, StringConstraints

from scenarios.telling import Explained

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64),
    Explained(
        "must be a short name of small letters a to z, digits and hyphens", "write it like nursery-admission"
    ),
]
"""The short name of a thing: small letters, digits and hyphens, such as `nursery-admission`."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""Text that is not empty."""

Version = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=32)] | Annotated[int, Strict()],
    Explained("must be a whole number or text in quotes", "write {quoted}"),
]
"""A document's version: a whole number, or text such as "2026.1"."""

Measurement = Literal[
    "post_dial_delay",
    "ring_time",
    "menu_time",
    "queue_time",
    "answer_time",
    "hold_time",
    "talk_time",
    "call_time",
    "first_reply_time",
    "reply_time",
    "transfers",
    "attempts",
    "answered",
]
"""A number or fact derived from a contact's timeline."""

Number = Annotated[float, Strict(), AllowInfNan(False)]
"""A number, written as a number."""

Count = Annotated[int, Strict()]
"""A whole number, written as a number."""

Flag = Annotated[bool, Strict()]
"""true or false; not yes, no, on or off, which are text."""

Channel = Literal["phone", "web_form", "email", "chat", "messenger", "sms", "desk", "web_page"]
"""How an organisation is reached. `web_page` is information looked up, not a contact with anybody."""

BY_HAND = ("messenger", "sms", "desk")
"""Channels in which a shopper makes and logs every contact: no machine can, and none needs a script."""


class Part(BaseModel):
    """A part of a scenario document: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
