"""An organisation's document made of what stands in cells, and its mistakes told by column."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from results.models import Organisation
from scenarios.organisation import Organisation as OrganisationDocument
from scenarios.plain_words import explain, unknown_key

_NOWHERE = {"nowhere": {"email": "post@nowhere.example"}}
"""Stands for touchpoints while an organisation has none yet."""


def body_of(organisation: Organisation | None) -> dict[str, Any]:
    """Return the organisation's document as plain values; made of its rows if none was ever kept."""
    if organisation is None:
        return {}
    if organisation.document is not None:
        body: dict[str, Any] = organisation.document.body
        return body
    points = organisation.touchpoints.filter(active=True)
    return {
        "organisation": organisation.slug,
        "name": organisation.name,
        "class": organisation.klass.slug,
        "country": organisation.country,
        "timezone": organisation.clock,
        "languages": list(organisation.languages),
        **({"website": organisation.website} if organisation.website else {}),
        "touchpoints": {each.slug: each.settings or {each.channel: each.address} for each in points},
    }


def make_document(
    body: Mapping[str, Any], *, wrong: Callable[[tuple[str, ...], str], None]
) -> OrganisationDocument | None:
    """Return the document that a body is, or tell `wrong` each mistake with its place and return None.

    A body without touchpoints is checked all the same; `has_touchpoints` says whether it may be kept.
    """
    value = dict(body)
    value["touchpoints"] = value.get("touchpoints") or _NOWHERE
    try:
        return OrganisationDocument.model_validate(value)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            wrong(*_told(each))
        return None


def has_touchpoints(document: OrganisationDocument) -> bool:
    """Tell whether a document that `make_document` made names a touchpoint of its own."""
    return list(document.touchpoints) != list(_NOWHERE)


def _told(error: Any) -> tuple[tuple[str, ...], str]:
    place = tuple(str(step) for step in error["loc"] if not str(step).startswith("<"))
    if error["type"] == "missing":
        return place, "is missing – fill it in"
    if error["type"] == "extra_forbidden":
        return place, f"unknown key – {unknown_key(place[-1], [])}"
    what, remedy = explain(error["type"], error.get("ctx", {}), error["input"])
    found = str(error["input"])[:80]
    return place, f"{what} (found {found}) – {remedy.replace('{quoted}', repr(found))}"
