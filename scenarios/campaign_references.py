"""Whether a campaign can be carried out: method, organisations, enquiries, channels and hours fit."""

from scenarios.base import BY_HAND
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.limits import ReplyLimit
from scenarios.method import Method
from scenarios.opening_hours import OpeningHours
from scenarios.organisation import Organisation
from scenarios.questionnaire import Questionnaire
from scenarios.reference_notes import Notes
from scenarios.tree import matching

_SCRIPTED = ("phone", "web_form", "email", "chat")


def check_campaign(notes: Notes, campaign: Campaign) -> None:
    """Note what does not fit."""
    method = notes.find(Method, campaign.method, at=("method",))
    if campaign.questionnaire is not None:
        notes.find(Questionnaire, campaign.questionnaire, at=("questionnaire",))
    enquiries = _enquiries(notes, campaign)
    organisations = _organisations(notes, campaign)
    if method is not None:
        _contacts(notes, campaign, method)
        _channels(notes, campaign, method, enquiries)
        _sending(notes, campaign, method)
    for organisation in organisations:
        _hours(notes, campaign, organisation)


def _enquiries(notes: Notes, campaign: Campaign) -> dict[str, list[Enquiry | None]]:
    found: dict[str, list[Enquiry | None]] = {}
    for class_, names in campaign.enquiries.items():
        found[class_] = []
        for i, name in enumerate(names):
            at = ("enquiries", class_, i)
            enquiry = notes.find(Enquiry, name, at=at)
            found[class_].append(enquiry)
            if enquiry is not None and class_ not in enquiry.classes:
                classes = ", ".join(enquiry.classes)
                notes.on_value(
                    at, f"this enquiry is not for the class {class_}", f"its classes: {classes}", found=name
                )
    return found


def _organisations(notes: Notes, campaign: Campaign) -> list[Organisation]:
    files = notes.tree.organisations_of(notes.loaded)
    for i, pattern in enumerate(campaign.patterns):
        if not matching(notes.loaded.path.parent, pattern):
            at = ("organisations",) if isinstance(campaign.organisations, str) else ("organisations", i)
            notes.on_value(at, "no file has such a name", "write it as seen from this file", found=pattern)
    found = [file.model for file in files if isinstance(file.model, Organisation)]
    if files and all(file.model is not None for file in files):
        for class_ in campaign.enquiries:
            if all(organisation.class_ != class_ for organisation in found):
                wrong, remedy = "no organisation is of this class", "remove it, or add an organisation"
                notes.on_key(("enquiries", class_), wrong, remedy, found=class_)
    for organisation in found:
        if not campaign.classes and organisation.class_ not in campaign.enquiries:
            notes.on_key(
                ("enquiries",),
                f"the class {organisation.class_} of {organisation.organisation} has no enquiries",
                f"add {organisation.class_}, or name the classes that take part under classes",
                found=", ".join(campaign.enquiries),
            )
    return [each for each in found if not campaign.classes or each.class_ in campaign.classes]


def _contacts(notes: Notes, campaign: Campaign, method: Method) -> None:
    planned = method.sample.contacts
    if planned == "as planned" and campaign.contacts is None:
        wrong, remedy = "contacts is missing", f"add it: {method.method} leaves the number to the campaign"
        notes.on_key((), wrong, remedy, found="no number")
    elif planned != "as planned" and campaign.contacts not in (None, planned):
        wrong, remedy = (
            f"{method.method} fixes the contacts at {planned}",
            "remove it, or choose another method",
        )
        notes.on_value(("contacts",), wrong, remedy, found=str(campaign.contacts))


def _channels(
    notes: Notes, campaign: Campaign, method: Method, enquiries: dict[str, list[Enquiry | None]]
) -> None:
    key = method.sample.key
    for i, channel in enumerate(campaign.channels):
        if key and not key.get(channel):
            wrong, remedy = f"{method.method} has no contacts in this channel", "remove it"
            notes.on_value(("channels", i), wrong, remedy, found=channel)
        elif channel != "web_page" and getattr(method.limits, channel) is None:
            wrong = f"{method.method} has no limit for this channel"
            notes.on_value(("channels", i), wrong, "remove it, or choose another method", found=channel)
        elif channel in BY_HAND and campaign.shoppers is None:
            wrong = "only a shopper can make contacts in this channel"
            notes.on_value(("channels", i), wrong, "add `shoppers:`, or remove it", found=channel)
    in_key = [channel for channel, contacts in key.items() if contacts]
    asked = [channel for channel in campaign.channels if not key or channel in in_key] or in_key
    wanted = [channel for channel in asked if channel in _SCRIPTED]
    for class_, several in enquiries.items():
        for channel in wanted:
            if all(enquiry is not None and channel not in enquiry.channels for enquiry in several):
                names = ", ".join(campaign.enquiries[class_])
                wrong = f"no enquiry of this class has a script for {channel}"
                notes.on_key(
                    ("enquiries", class_), wrong, f"add one, or write `{channel}:` in one", found=names
                )


def _sending(notes: Notes, campaign: Campaign, method: Method) -> None:
    begin = campaign.fieldwork.hours.ranges[0][0]
    for channel in ("email", "web_form"):
        limit = getattr(method.limits, channel)
        if isinstance(limit, ReplyLimit) and limit.send_before and limit.send_before.minute <= begin:
            wrong = f"{channel} must be sent before {limit.send_before}, when the hours have not begun"
            notes.on_value(
                ("fieldwork", "hours"), wrong, "begin earlier", found=str(campaign.fieldwork.hours)
            )


def _hours(notes: Notes, campaign: Campaign, organisation: Organisation) -> None:
    for name, touchpoint in organisation.touchpoints.items():
        if touchpoint.open is not None and not _overlap(campaign, touchpoint.open):
            days = ", ".join(f"{days} {hours}" for days, hours in touchpoint.open.root.items())
            notes.on_key(
                ("fieldwork",),
                f"{organisation.organisation}.{name} is never open then, but {days}",
                "change the hours or days",
                found=f"{campaign.fieldwork.days} {campaign.fieldwork.hours}",
            )


def _overlap(campaign: Campaign, opening: OpeningHours) -> bool:
    fieldwork = campaign.fieldwork
    for days, hours in opening.root.items():
        if set(days.days) & set(fieldwork.days.days):
            for begin, end in hours.ranges:
                if any(begin < until and since < end for since, until in fieldwork.hours.ranges):
                    return True
    return False
