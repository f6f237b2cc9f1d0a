from __future__ import annotations

import re

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """Say which browser a user agent names, and on what: `Firefox · Windows`.

    What is not known stays as it is. Names are tried in an order in which each hides those that it pretends
    to be.
    """
    browser = next((words for mark, words in _BROWSERS if re.search(rf"\b{mark}/", agent)), "")
    system = next((words for mark, words in _SYSTEMS if mark in agent), "")
    return " · ".join(filter(None, (browser, system))) or agent[:80] or "–"
