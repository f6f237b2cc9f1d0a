"""How a program talks to the running site."""

from __future__ import annotations

from typing import Any

import pytest
import requests


class Program:
    """A program with somebody's token, or with none."""

    def __init__(self, site: Any, name: str) -> None:
        self._site = site
        self._headers = {"Accept-Language": "en"}
        if name != "nobody":
            self._headers["Authorization"] = f"Bearer {site.told.get(f'token_{name}', name)}"

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, document: Any, *, key: str) -> requests.Response:
        return self.ask("POST", path, json=document, headers={"Idempotency-Key": key})

    def ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> requests.Response:
        url = f"{self._site.url}/api/v1/{path.format(**self._site.told)}"
        return requests.request(method, url, headers=self._headers | (headers or {}), timeout=120, **more)


@pytest.fixture(scope="session")
def program(site):
    """`program("otto")` – a program with Otto's token."""
    return lambda name="nobody": Program(site, name)
