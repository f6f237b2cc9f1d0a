"""A web site of the town as an aiohttp application, and the hooks by which other rooms join it."""

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


def site_app(
    site: SiteBehaviour, *, truth: TruthLog, seed: int = 1, elsewhere: str = "http://127.0.0.1:9"
) -> web.Application:
    """Make the site. The caller serves it, and may add routes, `SNIPPETS` and `RECEIVED` before."""
    from probes.sandbox.web.form_pages import add_form

    app = web.Application(client_max_size=20 << 20)
    app[SITE], app[TRUTH], app[RANDOM], app[ELSEWHERE] = site, truth, np.random.default_rng(seed), elsewhere
    app[RECEIVED], app[SNIPPETS] = [], []
    add_form(app)
    return app
