"""What a family of chat widgets looks like in a page: one YAML file a family, in `adapters/`."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from scenarios.base import Flag, Line, Part, Slug, Version
from scenarios.telling import Once, mistake

_ENGINE = re.compile(r"^(css|xpath|text|role|internal)=|^//|>>|:(has-text|text|visible|nth-match)\b")
_PAIRS = {")": "(", "]": "["}


def _css(selector: str) -> str:
    """Refuse what the page itself cannot look up; Playwright's own selectors are not known there."""
    if _ENGINE.search(selector):
        raise mistake("must be a CSS selector of the page", "write it like .chat-message, no other language")
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", selector)
    open_: list[str] = []
    for letter in bare:
        if letter in "([":
            open_.append(letter)
        elif letter in _PAIRS and (not open_ or open_.pop() != _PAIRS[letter]):
            open_.append("?")
    if open_ or '"' in bare or "'" in bare:
        raise mistake("has a bracket or quote that is not closed", "close it, as in [data-role='bot']")
    return selector


def _where(place: str) -> str:
    """Check a place in a message: a selector, an attribute, or both."""
    selector, _, attribute = place.rpartition("@")
    if "@" in place and not re.fullmatch(r"[a-zA-Z][\w-]*", attribute):
        raise mistake("names no attribute after the @", "write it like .head @data-author, or @data-author")
    if selector.strip() or "@" not in place:
        _css(selector.strip() or place)
    return place


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Css = Annotated[_Text, AfterValidator(_css)]
"""A CSS selector, looked up in the page itself."""
Where = Annotated[_Text, AfterValidator(_where)]
"""A place within a message: a selector, `@attribute` of the message, or `selector @attribute`."""


class Fill(Part):
    """A field that the widget wants filled before it lets anybody write."""

    field: Css
    """The field, or the button, list or box."""
    give: Literal["name", "email", "question", "tick", "press"]
    """What it gets: the shopper's name or address, the enquiry's first words, a tick, or a click."""


class Adapter(Part):
    """A family of chat widgets: what opens it, where it is, how its messages, people and end are known."""

    adapter: Slug
    """The family's short name, which a touchpoint's `system` names."""
    version: Version
    """Raised whenever a selector changes."""
    about: Line
    """Which product it is."""
    tested: Line
    """Against which version of it, and how, this file was tried."""
    marks: Annotated[tuple[Css, ...], Field(min_length=1), Once]
    """Any of these in a page says that it is this family."""
    launcher: Css | None = None
    """What opens the chat, looked for in the page; nothing when it opens by itself."""
    frame: Css | None = None
    """The iframe in which the chat lives."""
    shadow: tuple[Css, ...] = ()
    """The elements, outermost first, within whose shadow roots the chat lives (below the frame)."""
    before: tuple[Fill, ...] = ()
    """What must be filled and pressed, in order, before one may write; what is not there is passed over."""
    input: Css
    """Where one writes."""
    send: Css | Literal["enter"] = "enter"
    """The button that sends, or `enter` for the key."""
    message: Css
    """Every message and notice, as an element of its own."""
    text: Where | None = None
    """Where in a message its words stand; without it, all of the message."""
    own: Css
    """Those messages that are the visitor's own."""
    notice: Css | None = None
    """Those that the system writes: queue, joined, left."""
    author: Where | None = None
    """Where in a message the name of its author stands."""
    grouped: Flag = False
    """A message without a name is by the author of the one before it."""
    label: Where | None = None
    """Where in a message its author's kind stands, such as "digital assistant"."""
    robot: Css | None = None
    """Those messages that the widget itself marks as a robot's."""
    person: Css | None = None
    """Those that it marks as a person's."""
    choices: Css | None = None
    """Ready answers to press, within a message or below it."""
    typing: Css | None = None
    """What is there, and seen, while somebody writes."""
    position: Css | None = None
    """What tells the place in the queue."""
    end: tuple[Css, ...] = ()
    """What ends the chat, pressed in order (the button, then the question whether one is sure)."""
    over: Css | None = None
    """What is there when the chat has ended."""
    closed: Css | None = None
    """What is there when nobody is on duty."""
