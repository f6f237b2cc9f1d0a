import re
from typing import NamedTuple

from pydantic import ValidationError

from probes.directory import SHOPPER, Directory
from probes.errors import BadSettings
from probes.named import named_organisation, named_touchpoint
from probes.phone.conversation.plan import Mode, mode_of
from probes.phone.guard import check_dialable
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation
from scenarios.touchpoint import PhoneTouchpoint

_LOOPBACK = re.compile(r"^sips?:([^@]+@)?(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?(;.*)?$", re.IGNORECASE)

REACHING = Enquiry.model_validate(
    {
        "enquiry": "reaching-a-person",
        "version": 1,
        "classes": ["any"],
        "title": {"en": "Reaching a person", "nb": "Å nå et menneske", "sv": "Att nå en människa"},
        "persona": {"en": "Somebody who calls"},
        "brief": {"en": "You only want to know how long it takes until a person answers."},
        "opening": {"en": "Hello?", "nb": "Hei?", "nn": "Hei?", "sv": "Hej?", "da": "Hej?", "fi": "Haloo?"},
        "phone": [
            {"expect": "anything"},
            {"press": "menu"},
            {"wait_for": "person"},
            {"hang_up": "apology"},
        ],
    }
)
"""The enquiry of a call that was given none: it only measures reaching a person."""


class Callee(NamedTuple):
    """Whom to call: the organisation, its telephone touchpoint, and the address that will be dialled."""

    organisation: Organisation
    touchpoint: str
    address: str


def find_callee(*, target: str | None, organisation: str | None, touchpoint: str | None) -> Callee:
    """Return whom to call: an organisation of a file or the library, or a bare number or SIP address.

    Raises BadSettings if neither or both are given, or if there is no such touchpoint; NotAllowed for
    an address that is never dialled.
    """
    if (target is None) == (organisation is None):
        raise BadSettings("say whom to call – give either a TARGET (sip:… or a number) or --organisation")
    if organisation is not None:
        return _callee(named_organisation(organisation), touchpoint)
    assert target is not None
    check_dialable(target, country="NO", allowed=None)
    try:
        alone = Organisation.model_validate(
            {
                "organisation": "target",
                "name": target,
                "class": "any",
                "country": "NO",
                "touchpoints": {"phone": {"phone": target}},
            }
        )
    except ValidationError as error:
        raise BadSettings(f"{target}: {error.errors()[0]['msg']}") from None
    return _callee(alone, touchpoint)


def find_mode(asked: str | None, *, enquiry: Enquiry, shopper: str | None) -> Mode:
    """Return the mode: the one asked for, else bridged if a shopper is given, else the script's own.

    Raises BadSettings for an unknown mode, or bridged mode without a shopper.
    """
    if asked is not None and asked not in tuple(Mode):
        raise BadSettings(f"--mode: there is no mode {asked!r} (known: {', '.join(Mode)})")
    mode = Mode(asked) if asked else Mode.BRIDGED if shopper else mode_of(enquiry)
    if mode is Mode.BRIDGED and not shopper:
        raise BadSettings("bridged mode needs the shopper's phone – give --shopper sip:… or a number")
    return mode


def find_shopper(asked: str | None, directory: Directory, *, trunk: bool) -> str | None:
    """Return the address of the shopper's phone; `town` is the phone of the running practice town.

    `trunk`: calls may leave this machine. Raises, before anybody is called, BadSettings if the phone
    cannot be rung and NotAllowed for an address that is never dialled.
    """
    if asked is None:
        return None
    if asked == "town":
        if uri := directory.uri(SHOPPER):
            return uri
        raise BadSettings(
            "--shopper town: no town with a shopper's phone runs – start it: svartid sandbox up"
        )
    address = check_dialable(asked, country="NO", allowed=None)
    if not trunk and not _LOOPBACK.match(directory.numbers.get(address, address)):
        raise BadSettings(f"--shopper {asked}: cannot be rung from here – name a SIP trunk with --trunk")
    return asked


def may_be_reached(callee: Callee, directory: Directory) -> tuple[str, ...]:
    """Return where a transfer or redirection may send us: the organisation's own numbers and exchange."""
    points = callee.organisation.touchpoints.values()
    allowed = [point.phone for point in points if isinstance(point, PhoneTouchpoint)]
    name = callee.organisation.organisation
    uris = [each.uri for each in directory.entries if each.organisation == name and each.uri[:3] == "sip"]
    addresses = [address for address in (*allowed, *uris) if address.startswith(("sip:", "sips:"))]
    hosts = [address.partition(":")[2].split("@")[-1].split(";")[0] for address in addresses]
    return tuple(dict.fromkeys([*allowed, *uris, *hosts]))


def stays_on_this_machine(callee: Callee, directory: Directory) -> bool:
    """Return whether the call leaves this machine: if it does, a person may be disturbed."""
    from scenarios.phone_address import dialled

    address = dialled(callee.address)
    return bool(_LOOPBACK.match(directory.numbers.get(address, address)))


def _callee(organisation: Organisation, touchpoint: str | None) -> Callee:
    name = named_touchpoint(organisation, touchpoint, channel="phone")
    return Callee(organisation, name, organisation.phone(name).phone)
