"""How many contacts an organisation gets in each channel, and at which touchpoint."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmark.planning.errors import NoChannelOpen, NoContacts
from benchmark.planning.shares import evenly, largest_remainder
from benchmark.planning.windows import Windows
from scenarios.base import BY_HAND
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.method import Method
from scenarios.organisation import Organisation

SCRIPTED = ("phone", "web_form", "email", "chat")
"""The channels in which somebody is contacted by a script."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The contacts of one organisation: how many at each touchpoint, and why a channel is missing.

    `missing` gives the reason for each channel of the key in which nothing is planned.
    """

    at: Mapping[str, int]
    missing: Mapping[str, str]


def channel_key(*, campaign: Campaign, method: Method) -> dict[str, int]:
    """Give the key by which contacts are split over channels: channel and weight.

    The method's key without web pages, which are looked up and not contacted; without a key, the same
    weight for each channel that has a limit; those in which only shoppers make contacts must be named by the
    campaign then. Channels that the campaign leaves out are left out.
    """
    key: dict[str, int] = {channel: weight for channel, weight in method.sample.key.items() if weight}
    if not key:
        named = [channel for channel in BY_HAND if channel in campaign.channels]
        key = {channel: 1 for channel in (*SCRIPTED, *named) if getattr(method.limits, channel) is not None}
    wanted: set[str] = set(campaign.channels) or set(key)
    return {channel: weight for channel, weight in key.items() if channel in wanted and channel != "web_page"}


def contacts_each(*, campaign: Campaign, method: Method) -> int:
    """Give the number of contacts an organisation, web pages left out; raises NoContacts."""
    planned = method.sample.contacts
    if planned == "as planned":
        if campaign.contacts is None:
            raise NoContacts(
                f"{method.method} leaves the number of contacts to the campaign – add `contacts: 25` to it"
            )
        return campaign.contacts
    return planned - method.sample.key.get("web_page", 0)


def sample_of(
    organisation: Organisation,
    *,
    campaign: Campaign,
    method: Method,
    windows: Mapping[str, Windows],
    enquiries: Mapping[str, Enquiry],
) -> Sample:
    """Split the contacts of an organisation over its open channels and their touchpoints.

    `windows` by touchpoint, `enquiries` those of its class. A channel is open when it has a touchpoint,
    an hour in the fieldwork, and an enquiry with a script for it. The contacts of a channel that is not
    open go to the others by largest remainder, so that the total stays, unless the method says that they
    are not made. Raises NoChannelOpen.
    """
    key = channel_key(campaign=campaign, method=method)
    each = contacts_each(campaign=campaign, method=method)
    missing: dict[str, str] = {}
    touchpoints: dict[str, list[str]] = {}
    for channel in key:
        named = list(organisation.of_channel(channel))
        open_ = [name for name in named if any(windows[name].moments)]
        if not named:
            missing[channel] = "there is no touchpoint"
        elif not open_:
            missing[channel] = "it is never open in the fieldwork"
        elif not any(enquiry.can_be_asked(channel) for enquiry in enquiries.values()):
            missing[channel] = "no enquiry of its class has a script for it"
        else:
            touchpoints[channel] = open_
    if not touchpoints:
        told = "; ".join(f"{channel}: {why}" for channel, why in missing.items()) or "the key has no channel"
        raise NoChannelOpen(
            f"{organisation.organisation} cannot be reached in any channel of {method.method} ({told})"
            " – add a touchpoint or opening hours, or take it out of the campaign"
        )
    if method.sample.missing_channel == "not made" and method.sample.key:
        made = largest_remainder(total=each, weights=key)
        split = {channel: made[channel] for channel in touchpoints}
    else:
        split = largest_remainder(total=each, weights={channel: key[channel] for channel in touchpoints})
    at: dict[str, int] = {}
    for channel, contacts in split.items():
        at |= evenly(total=contacts, names=touchpoints[channel])
    return Sample({name: contacts for name, contacts in at.items() if contacts}, missing)
