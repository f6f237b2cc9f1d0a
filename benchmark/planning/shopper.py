"""Who asks and judges."""

from dataclasses import dataclass

CHANNELS = ("phone", "web_form", "email", "chat")


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
