"""What axe finds wrong with a page: an additional measurement."""

import json
from typing import Any, NamedTuple

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page


class Accessibility(NamedTuple):
    """The findings. `serious` counts those of the impacts *serious* and *critical*."""

    violations: int
    serious: int
    rules: tuple[str, ...]
    engine: str
    document: bytes
    """All findings as JSON, for the evidence: rules, impact, help page, places; no page text."""


async def run_axe(page: Page) -> Accessibility | None:
    """Run axe (the engine that axe-playwright-python brings) with the rules of WCAG 2.1 A and AA.

    It finds only what a machine can find. None if the page does not let itself be read.
    """
    from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]

    options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    try:
        told: dict[str, Any] = (await Axe().run(page, options=options)).response
    except PlaywrightError:
        return None
    found = [
        {
            "rule": each["id"],
            "impact": each.get("impact"),
            "help": each.get("help"),
            "more": each.get("helpUrl"),
            "places": [node.get("target") for node in each.get("nodes", [])],
        }
        for each in told.get("violations", [])
    ]
    engine = told.get("testEngine", {})
    name = f"{engine.get('name', 'axe-core')} {engine.get('version', '')}".strip()
    return Accessibility(
        violations=len(found),
        serious=sum(each["impact"] in ("serious", "critical") for each in found),
        rules=tuple(str(each["rule"]) for each in found),
        engine=name,
        document=json.dumps({"engine": name, "violations": found}, ensure_ascii=False, indent=1).encode(),
    )
