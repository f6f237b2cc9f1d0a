"""One organisation's contacts before shoppers are found: where, when, what. It looks at nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmark.planning.days import spread_over_days
from benchmark.planning.dealing import deal_enquiries
from benchmark.planning.errors import NoDayOpen, WindowTooShort
from benchmark.planning.hours import fit_in, times_of_day
from benchmark.planning.public_holidays import HolidayCalendar
from benchmark.planning.sample import Sample, sample_of
from benchmark.planning.streams import stream
from benchmark.planning.windows import fieldwork_days, windows_of
from probes.zone_clock import ZoneClock
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.touchpoint import PhoneTouchpoint


@dataclass(frozen=True, slots=True)
class DraftContact:
    """A contact without a shopper, `at` a moment of its window [since, until) (seconds since 1970)."""

    touchpoint: str
    channel: str
    scenario: str
    languages: tuple[str, ...]
    since: int
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The contacts of one organisation in order of time, with its clock and its sample.

    Contacts of one touchpoint begin at least `apart[touchpoint]` seconds after one another on a day.
    """

    organisation: Organisation
    clock: ZoneClock
    sample: Sample
    apart: Mapping[str, int]
    contacts: tuple[DraftContact, ...]


def draft(
    organisation: Organisation,
    *,
    campaign: Campaign,
    method: Method,
    enquiries: Mapping[str, Enquiry],
    holidays: HolidayCalendar,
    seed: int,
) -> Draft:
    """Draw the contacts of one organisation from its own stream.

    `enquiries` are those of its class. Raises NoChannelOpen, NoDayOpen and WindowTooShort.
    """
    name = organisation.organisation
    days = fieldwork_days(campaign.fieldwork)
    if not days:
        raise NoDayOpen(
            "no day of the fieldwork is left for contacts – widen `fieldwork`, or shorten `not_on`"
        )
    windows = {
        touchpoint: windows_of(
            point, organisation=organisation, campaign=campaign, method=method, holidays=holidays
        )
        for touchpoint, point in organisation.touchpoints.items()
    }
    sample = sample_of(organisation, campaign=campaign, method=method, windows=windows, enquiries=enquiries)
    cap = campaign.caps.per_touchpoint_a_day
    room = {
        touchpoint: np.array(
            [fit_in(day, apart=windows[touchpoint].apart, most=cap) for day in windows[touchpoint].moments],
            dtype=np.int64,
        )
        for touchpoint in sample.at
    }
    try:
        chosen = spread_over_days(
            wanted=sample.at,
            room=room,
            days=days,
            most_a_day=campaign.caps.per_organisation_a_day,
            rng=stream(seed, "days", name),
        )
    except WindowTooShort as short:
        raise WindowTooShort(f"{name}: {short}", wanted=short.wanted, fit=short.fit) from None
    rng = stream(seed, "hours", name)
    timed: list[tuple[int, int, int, str]] = []
    for touchpoint, on_days in chosen.items():
        times = times_of_day(chosen=on_days, days=days, windows=windows[touchpoint], rng=rng)
        timed += [(at, since, until, touchpoint) for at, since, until in times]
    timed.sort()
    channels = [organisation.touchpoints[touchpoint].channel for *_, touchpoint in timed]
    dealt = deal_enquiries(channels=channels, enquiries=enquiries, rng=stream(seed, "enquiries", name))
    languages = {touchpoint: languages_of(organisation, touchpoint) for touchpoint in sample.at}
    contacts = tuple(
        DraftContact(touchpoint, channel, enquiry, languages[touchpoint], since, at, until)
        for (at, since, until, touchpoint), channel, enquiry in zip(timed, channels, dealt, strict=True)
    )
    apart = {touchpoint: windows[touchpoint].apart for touchpoint in sample.at}
    return Draft(organisation, next(iter(windows.values())).clock, sample, apart, contacts)


def languages_of(organisation: Organisation, touchpoint: str) -> tuple[str, ...]:
    """Give the languages of a touchpoint: its own, or else its organisation's."""
    point = organisation.touchpoints[touchpoint]
    own = point.languages if isinstance(point, PhoneTouchpoint) else ()
    return own or organisation.spoken
