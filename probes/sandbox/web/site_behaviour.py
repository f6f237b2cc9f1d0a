"""How a web site of the town behaves: plain dataclasses, no I/O. Durations are a `Wait` in seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from probes.sandbox.behaviour import NOTHING, Wait

FieldName: TypeAlias = Literal["name", "email", "phone", "subject", "message", "address", "topic", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBehaviour:
    """A contact form. `pages` are its steps: the names of the fields on each."""

    path: str = "/kontakt"
    pages: tuple[tuple[FieldName, ...], ...] = (("name", "email", "message"),)
    labels: Mapping[FieldName, str] = field(default_factory=dict)
    """Labels that differ from the usual ones of the site's language."""
    labelled: Literal["for", "wrap", "aria", "placeholder", "beside"] = "for"
    """How the page ties labels to fields; `beside`: not at all, the words only stand next to them."""
    required: tuple[FieldName, ...] = ("email", "message")
    topics: tuple[str, ...] = ()
    """What a field `topic` offers to choose from."""
    consent: str | None = None
    """The words of a box that must be ticked."""
    framed: bool = False
    """The form stands in a frame of the page."""
    entry: Literal["form", "link", "dead_link"] = "form"
    """What the touchpoint's page has: the form, a link to it, or a link that leads nowhere."""
    takes: Wait = NOTHING
    """How long the server needs for the page with the form."""
    built_after: Wait = NOTHING
    """How long a script in the page needs until the form stands in it."""
    works: Wait = NOTHING
    """How long the server needs for what was sent."""
    cookies: Literal["none", "bar", "wall"] = "none"
    """A banner that asks for consent to cookies: below the page, or over it."""
    captcha: Literal["none", "before", "after"] = "none"
    """A riddle in the form, or one that comes when it is sent."""
    fault: Literal["none", "server_error", "silent", "refuses", "missing", "away", "away_on_send"] = "none"
    """What goes wrong: an error of the server or nothing at all when it is sent; it is never accepted; the
    page is missing; the page, or what is sent, is passed to another host."""
    refusal: str | None = None
    """The words of a refusal, when they differ from the usual ones."""
    confirmation: str | None = None
    """The words of the confirmation, when they differ from the usual ones."""
    case_number: bool = False
    """The confirmation tells a case number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBehaviour:
    """One organisation's web site. `language` is the one it is written in."""

    id: str
    name: str
    language: str = "nb"
    form: FormBehaviour = FormBehaviour()
