from collections.abc import Mapping
from dataclasses import dataclass

from probes.email.awaiting import reply_address
from probes.errors import BadSettings
from probes.probe import ProbeRequest
from scenarios.touchpoint import FormField, WebFormTouchpoint

_NOBODY = "Kim Eksempel"
"""Who asks where no name is given: an invented person."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is written into the form. `personal` are the words that evidence must not show."""

    values: Mapping[FormField, str]
    personal: tuple[str, ...]


def answers_for(request: ProbeRequest) -> Answers:
    """Return what to write for a request.

    Options: `reply_address` (ours for this attempt only), `person` (the shopper's name), and `phone`,
    `address`, `postcode`, `city` for forms that ask for them; what is not given stays empty. Raises
    BadSettings if the enquiry has nothing to write, or if no answer could reach us.
    """
    script = request.enquiry.web_form
    if script is None:
        raise BadSettings(f"{request.enquiry.enquiry}: the enquiry has no web_form part – choose another")
    person = str(request.options.get("person") or _NOBODY)
    first, _, last = person.partition(" ")
    email = reply_address(request)
    subject = script.subject or request.enquiry.title
    values: dict[FormField, str] = {
        "name": person,
        "first_name": first,
        "last_name": last or first,
        "email": email,
        "email_again": email,
        "subject": subject.say(request.language),
        "message": script.message.say(request.language),
    }
    given: tuple[FormField, ...] = ("phone", "address", "postcode", "city")
    for kind in given:
        if request.options.get(kind):
            values[kind] = str(request.options[kind])
    private = [
        values[kind] for kind in ("name", "first_name", "last_name", "email", *given) if kind in values
    ]
    return Answers(values, tuple(dict.fromkeys(private)))


def form_touchpoint(request: ProbeRequest) -> WebFormTouchpoint:
    """Return the request's touchpoint. Raises BadSettings if it is no form."""
    point = request.organisation.touchpoints.get(request.touchpoint)
    if not isinstance(point, WebFormTouchpoint):
        raise BadSettings(f"{request.organisation.organisation}: {request.touchpoint} is no web form")
    return point
