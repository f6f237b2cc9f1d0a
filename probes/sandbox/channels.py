"""The written channels of every organisation of the town: where its form, chat and mailbox are, and how."""

from typing import NamedTuple

from probes.directory import Directory
from probes.sandbox.catalogue import ORGANISATIONS, section_summary
from probes.sandbox.mail.town_mail import mailbox_of
from probes.sandbox.web.town_sites import site_catalogue
from scenarios.load import load_organisation
from scenarios.touchpoint import ChatTouchpoint, EmailTouchpoint, WebFormTouchpoint

_SECTIONS = {"web_form": "web", "chat": "chat", "email": "mail"}
_KINDS = {"web_form": WebFormTouchpoint, "chat": ChatTouchpoint, "email": EmailTouchpoint}


class TownChannel(NamedTuple):
    """One channel of an organisation: its address, what is special about it, and where it runs now.

    `named`: the organisation's own file names it as a touchpoint, so that a campaign can plan contacts.
    """

    channel: str
    address: str
    summary: str
    named: bool
    uri: str | None


def town_channels(running: Directory) -> dict[str, list[TownChannel]]:
    """Return form, chat and mailbox of every organisation, by its short name. Raises ScenarioErrors."""
    found: dict[str, list[TownChannel]] = {}
    for name, site in site_catalogue().items():
        organisation = load_organisation(ORGANISATIONS / f"{name}.yaml")
        form, chat = site.touchpoints.items()
        found[name] = [
            TownChannel(
                channel,
                address,
                section_summary(_SECTIONS[channel], name).rstrip("."),
                any(isinstance(point, _KINDS[channel]) for point in organisation.touchpoints.values()),
                running.uri(name, point) if point else None,
            )
            for channel, point, address in (
                ("web_form", *form),
                ("chat", *chat),
                ("email", "", mailbox_of(organisation)),
            )
        ]
    return found
