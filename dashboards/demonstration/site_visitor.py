from __future__ import annotations

import re
from collections.abc import Mapping
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from dashboards.demonstration.errors import DemoFailed

_PATIENCE_S = 60.0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class SiteVisitor:
    """Somebody who uses the site by its own pages and forms, without script, in a session of their own."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def read(self, path: str) -> str:
        """Return a page, in English. Raises DemoFailed if the site has none there."""
        return self._ask(Request(self._url + path))  # noqa: S310 - the demonstration's own site

    def send(self, path: str, *, page: str, fields: Mapping[str, str]) -> str:
        """Send a form that stands on a page read before; return the page that it leads to."""
        found = _TOKEN.search(page)
        if found is None:
            raise DemoFailed(f"the page that leads to {path} has no form")
        data = urlencode({"csrfmiddlewaretoken": found.group(1), **fields}).encode()
        return self._ask(Request(self._url + path, data=data))  # noqa: S310

    def sign_in(self, *, email: str, password: str) -> None:
        """Sign in as anybody does. Raises DemoFailed if the site refuses."""
        page = self.read("/account/login/")
        answer = self.send("/account/login/", page=page, fields={"login": email, "password": password})
        if 'name="password"' in answer:
            raise DemoFailed("the site did not let an invented shopper in – run `svartid demo` again")

    def sign_in_by_card(self, role: int) -> None:
        """Sign in by a card of the first page."""
        self.send(f"/demo/{role}/", page=self.read("/"), fields={})

    def _ask(self, request: Request) -> str:
        request.add_header("Accept-Language", "en")
        request.add_header("Referer", self._url + "/")
        try:
            with self._opener.open(request, timeout=_PATIENCE_S) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            raise DemoFailed(f"the site answered {error.code} at {request.selector}") from error
        except (URLError, TimeoutError) as error:
            raise DemoFailed(f"the site does not answer ({error}) – run `svartid demo` again") from error
