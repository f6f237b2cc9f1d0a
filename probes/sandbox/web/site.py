"""A web site of the town as an aiohttp application, and the hooks by which other rooms join it."""

import numpy as np
from aiohttp import web

from probes.sandbox.truth import TruthLog
from probes.sandbox.web.form_pages import add_form
from probes.sandbox.web.site_behaviour import SiteBehaviour
from probes.sandbox.web.site_parts import ELSEWHERE, RANDOM, RECEIVED, SITE, SNIPPETS, TRUTH


def site_app(
    site: SiteBehaviour, *, truth: TruthLog, seed: int = 1, elsewhere: str = "http://127.0.0.1:9"
) -> web.Application:
    """Make the site. The caller serves it, and may add routes, `SNIPPETS` and `RECEIVED` before."""
    app = web.Application(client_max_size=20 << 20)
    app[SITE], app[TRUTH], app[RANDOM], app[ELSEWHERE] = site, truth, np.random.default_rng(seed), elsewhere
    app[RECEIVED], app[SNIPPETS] = [], []
    add_form(app)
    return app
