"""Who asks and judges."""

from dataclasses import dataclass

from scenarios.base import BY_HAND

CHANNELS = ("phone", "web_form", "email", "chat", *BY_HAND)
"""Channels in which somebody is contacted."""


@dataclass(frozen=True, slots=True)
class Shopper:
    """A shopper as far as a plan needs to know: what this person can and may do.

    `conflicts` names organisations that this person must never meet (an employer, a relative's
    workplace). `most` is the greatest number of contacts of this person, ratings of others' contacts
    included; None for no limit but the campaign's.
    """

    name: str
    languages: tuple[str, ...]
    channels: tuple[str, ...] = CHANNELS
    conflicts: frozenset[str] = frozenset()
    most: int | None = None
