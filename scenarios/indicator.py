"""A figure of its own, beside or instead of a total score."""

from typing import Literal

from scenarios.award import Bands, Reliability
from scenarios.base import Channel, Line, Measurement, Number, Part, Slug, Version
from scenarios.limits import ReplyTime
from scenarios.share import Share
from scenarios.text import Text


class Target(Part):
    """What a share should reach; said to be met, not met, or not to be told yet."""

    at: Share
    """The share."""
    source: Line
    """Where the number comes from."""


class Indicator(Part):
    """A share, a mean or an index of contacts, with its interval."""

    title: Text
    """What it is called."""
    kind: Literal["share", "mean", "median", "index", "net promoter score", "attempts", "not visible"]
    """What is computed; `attempts` fits the geometric model; `not visible` is only said, never computed."""
    of: Measurement | Slug | None = None
    """The measurement or the questionnaire's item, such as answer_time, transfers, correct-answer."""
    within: ReplyTime | None = None
    """The limit of a share of times: `60 s`, `1 working day`."""
    equals: Version | None = None
    """The value of a share of answers, such as 0 transfers."""
    channel: Channel | None = None
    """The channel; without it, all."""
    among: Literal["all contacts", "reached contacts", "answered contacts"] = "all contacts"
    """Of which contacts."""
    interval: Literal["wilson", "t", "bootstrap", "none"] = "wilson"
    """How its uncertainty is computed."""
    target: Target | None = None
    """What it should reach."""
    bands: Bands | None = None
    """Colours by place."""
    reliability: Reliability | None = None
    """When it rests on too little."""
    seen: Literal["established", "estimated", "cannot be seen from outside"] = "established"
    """How well an outsider can know it."""
    worth: dict[int, Number] | None = None
    """For an index: what each answer is worth, such as {5: 100, 4: 75, 3: 50, 2: 25, 1: 0}."""
    source: Line
    """Where the definition and its numbers come from."""
