_FIELDS = {
    "campaign": "campaign", "title": "title", "award": "award", "method": "method", "questionnaire": "method",
    "fieldwork.from": "first", "fieldwork.to": "last", "fieldwork.hours": "hours", "fieldwork.days": "days",
    "fieldwork.not_on": "not_on", "fieldwork": "first", "organisations": "organisations",
    "classes": "enquiries", "enquiries": "enquiries", "channels": "channels", "contacts": "contacts",
    "shoppers.pool": "pool", "shoppers.double_rated": "double", "shoppers.rotation": "rotation",
    "shoppers.per_shopper": "per_shopper", "shoppers": "pool",
    "caps.per_touchpoint_a_day": "touchpoint_a_day",
    "caps.per_organisation_a_day": "organisation_a_day", "caps.minutes": "minutes",
    "caps.simultaneous": "simultaneous", "caps": "minutes", "seed": "seed",
}  # fmt: skip
"""Which question a place of the file belongs to; the longest that the place begins with."""


def field_at(path: str) -> str | None:
    """Return the question that a mistake's place in the file belongs to, None if to none."""
    fitting = [place for place in _FIELDS if path == place or path.startswith((f"{place}.", f"{place}["))]
    return _FIELDS[max(fitting, key=len)] if fitting else None
