"""What the pages of a town's web site share: whom they are of, and who is told of what is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import numpy as np
from aiohttp import web

from probes.sandbox.truth import TruthLog
from probes.sandbox.web.site_behaviour import SiteBehaviour


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sent by the form: the fields' values, the visit, the case number if one was given."""

    site: str
    visit: str
    fields: dict[str, str]
    number: str | None
    received_ns: int
    """CLOCK_MONOTONIC when the last byte had arrived."""


Received = Callable[[Submission], Awaitable[None]]
"""Is told of each accepted submission (the town's mailboxes answer it)."""

SITE = web.AppKey("site", SiteBehaviour)
TRUTH = web.AppKey("truth", TruthLog)
RANDOM = web.AppKey("random", np.random.Generator)
ELSEWHERE = web.AppKey("elsewhere", str)
"""The address of another host, to which a faulty form passes its visitors."""
RECEIVED = web.AppKey[list[Received]]("received", list)
"""Append to it whoever wants to know of submissions."""
SNIPPETS = web.AppKey[list[str]]("snippets", list)
"""Append to it what every page of the site shall carry at its end, such as a chat's `<script>`."""
