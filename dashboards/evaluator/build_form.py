from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from benchmark.editions.draft_campaign import Member, named_by
from dashboards.evaluator.library import at_hand
from dashboards.site.outcome_words import channel_words
from scenarios.base import BY_HAND
from scenarios.campaign import Campaign
from scenarios.opening_hours import Weekdays
from scenarios.rewrite import Value

_CHANNELS = ("phone", "web_form", "email", "chat", *BY_HAND)
_WEEKDAYS = (
    ("0", gettext_lazy("Monday")),
    ("1", gettext_lazy("Tuesday")),
    ("2", gettext_lazy("Wednesday")),
    ("3", gettext_lazy("Thursday")),
    ("4", gettext_lazy("Friday")),
    ("5", gettext_lazy("Saturday")),
    ("6", gettext_lazy("Sunday")),
)
_EVERYBODY = "organisations/*.yaml"


class _Members(forms.MultipleChoiceField):
    """Organisations by their short names: the page writes their boxes, so they are no choices."""

    known: frozenset[str] = frozenset()

    def valid_value(self, value: str) -> bool:
        """Take whoever the record has."""
        return value in self.known


class BuildForm(forms.Form):
    """A campaign by questions. Each field is one value of the same file that the command line reads."""

    campaign = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=64,
        help_text=gettext_lazy("Small letters, digits and hyphens."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    award = forms.ChoiceField(
        label=gettext_lazy("Award"),
        required=False,
        help_text=gettext_lazy("Whose edition it is. Only an edition can have a jury."),
    )
    method = forms.ChoiceField(label=gettext_lazy("Method"))
    organisations = _Members(label=gettext_lazy("Organisations"), widget=forms.CheckboxSelectMultiple)
    enquiries = forms.MultipleChoiceField(
        label=gettext_lazy("Enquiries"), widget=forms.CheckboxSelectMultiple
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None ticked: all that the method's key names."),
    )
    contacts = forms.IntegerField(
        label=gettext_lazy("Contacts an organisation"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Where the method leaves it to the campaign."),
    )
    first = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.CharField(
        label=gettext_lazy("Hours of a day"),
        help_text=gettext_lazy("On each organisation's own clock, and never outside its opening hours."),
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days of the week"), widget=forms.CheckboxSelectMultiple, choices=_WEEKDAYS
    )
    not_on = forms.CharField(
        label=gettext_lazy("Further days without contacts"),
        required=False,
        help_text=gettext_lazy("Like 2026-12-24, with commas between. Public holidays are left out anyway."),
    )
    pool = forms.ChoiceField(label=gettext_lazy("Shoppers"), required=False)
    double = forms.IntegerField(
        label=gettext_lazy("Rated twice, per cent"), min_value=0, max_value=100, required=False
    )
    rotation = forms.IntegerField(
        label=gettext_lazy("Days before a shopper meets the same organisation again"),
        min_value=1,
        max_value=365,
        required=False,
    )
    per_shopper = forms.IntegerField(
        label=gettext_lazy("Most contacts of one shopper"), min_value=1, max_value=1000, required=False
    )
    touchpoint_a_day = forms.IntegerField(
        label=gettext_lazy("Most contacts with a touchpoint on a day"), min_value=1, max_value=100
    )
    organisation_a_day = forms.IntegerField(
        label=gettext_lazy("Most contacts with an organisation on a day"),
        min_value=1,
        max_value=1000,
        required=False,
    )
    minutes = forms.IntegerField(label=gettext_lazy("Most minutes of telephone"), min_value=1, required=False)
    simultaneous = forms.IntegerField(
        label=gettext_lazy("Most calls at a time"), min_value=1, max_value=1000, required=False
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Number the plan is drawn from"),
        min_value=0,
        help_text=gettext_lazy("The same number, the same plan."),
    )

    def __init__(
        self,
        *args: Any,
        members: Sequence[Member],
        pools: dict[str, int],
        awards: Sequence[tuple[str, str]] | None,
        **more: Any,
    ) -> None:
        """`awards` are those to choose from, by short name and name; None: it is not asked."""
        super().__init__(*args, **more)
        language = get_language() or "en"
        self._members = members
        classes = {each.klass for each in members}
        if awards is None:
            del self.fields["award"]
        else:
            wished = (self.data or self.initial).get("award") or ""
            unknown = [(wished, wished)] if wished and wished not in dict(awards) else []
            self._choose("award", [("", _("None yet")), *awards, *unknown])
        documents = at_hand(("method", "enquiry"), language)
        self._choose("method", [(each.name, each.title) for each in documents["method"]])
        self.fields["organisations"].known = frozenset(each.slug for each in members)  # type: ignore[attr-defined]
        self._choose("channels", [(each, channel_words(each)) for each in _CHANNELS])
        named = (self.data or self.initial).get("pool") or ""
        counted = {**({named: 0} if named else {}), **pools}
        self._choose(
            "pool",
            [("", _("Machines alone"))] + [(name, f"{name} ({count})") for name, count in counted.items()],
        )
        self._choose(
            "enquiries",
            sorted(
                (f"{group}:{each.name}", each.title)
                for each in documents["enquiry"]
                for group in each.classes
                if group in classes
            ),
        )

    def groups(self) -> list[dict[str, Any]]:
        """Return the classes with their enquiries and boxes of their organisations, as the page shows them.

        The boxes are written here: a house may have thousands, and a template for each takes a second.
        """
        ticked = set(self["organisations"].value() or ())
        members: dict[str, list[Member]] = {}
        for each in self._members:
            members.setdefault(each.klass, []).append(each)
        asked: dict[str, list[BoundWidget]] = {}
        for box in self["enquiries"]:
            asked.setdefault(str(box.data["value"]).partition(":")[0], []).append(box)
        return [
            {
                "name": name,
                "enquiries": asked.get(name, []),
                "count": len(rows),
                "ticked": sum(each.slug in ticked for each in rows),
                "boxes": _boxes(rows, ticked) if name in asked else "",
            }
            for name, rows in sorted(members.items())
        ]

    def clean_hours(self) -> str:
        """Leave the hours to the file's own check: it says what is wrong in them."""
        return str(self.cleaned_data["hours"]).strip()

    def clean_not_on(self) -> list[str]:
        """Read days, in the order of the calendar."""
        days: set[dt.date] = set()
        for each in str(self.cleaned_data["not_on"]).replace(",", " ").split():
            try:
                days.add(dt.date.fromisoformat(each))
            except ValueError:
                raise forms.ValidationError(
                    _("%(day)s is no day. Write it like 2026-12-24.") % {"day": each}
                ) from None
        return [day.isoformat() for day in sorted(days)]

    def changes(self) -> dict[tuple[str, ...], Value]:
        """Return what the answers say, as values of the file."""
        given = self.cleaned_data
        wanted: dict[str, list[str]] = {}
        for each in given["enquiries"]:
            group, _dot, name = each.partition(":")
            wanted.setdefault(group, []).append(name)
        changes: dict[tuple[str, ...], Value] = {
            ("campaign",): given["campaign"],
            ("method",): given["method"],
            ("contacts",): given["contacts"],
            ("channels",): given["channels"] or None,
            ("fieldwork", "from"): given["first"].isoformat(),
            ("fieldwork", "to"): given["last"].isoformat(),
            ("fieldwork", "hours"): given["hours"],
            ("fieldwork", "days"): str(Weekdays(tuple(sorted(map(int, given["days"]))))),
            ("fieldwork", "not_on"): given["not_on"] or None,
            ("classes",): sorted(wanted),
            ("caps", "per_touchpoint_a_day"): given["touchpoint_a_day"],
            ("caps", "per_organisation_a_day"): given["organisation_a_day"],
            ("caps", "minutes"): given["minutes"],
            ("caps", "simultaneous"): given["simultaneous"],
            ("seed",): given["seed"],
        }
        if "award" in given:
            changes["award",] = given["award"] or None
        if given["title"]:
            changes["title", get_language() or "en"] = given["title"]
        for choice, _words in self.fields["enquiries"].choices:  # type: ignore[attr-defined]
            group = choice.partition(":")[0]
            changes["enquiries", group] = wanted.get(group)
        return changes | self._shoppers(given)

    def chosen_files(self, text_says: Campaign | None) -> list[str] | None:
        """Return the organisations' files where not all of the ticked classes take part, else None."""
        classes = {each.partition(":")[0] for each in self.cleaned_data["enquiries"]}
        ticked = set(self.cleaned_data["organisations"])
        all_of = {each.slug for each in self._members if each.klass in classes}
        chosen = {slug for slug in all_of if slug in ticked}
        if text_says is not None and chosen == set(filter(named_by(text_says), all_of)):
            return None
        return [_EVERYBODY] if chosen == all_of else [f"organisations/{slug}.yaml" for slug in sorted(chosen)]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def _shoppers(given: dict[str, Any]) -> dict[tuple[str, ...], Value]:
        if not given["pool"]:
            return {("shoppers",): None}
        return {
            ("shoppers", "pool"): given["pool"],
            ("shoppers", "double_rated"): None if given["double"] is None else f"{given['double']} %",
            ("shoppers", "rotation"): f"{given['rotation']} days" if given["rotation"] else None,
            ("shoppers", "per_shopper"): given["per_shopper"],
        }


def _boxes(rows: Sequence[Member], ticked: set[str]) -> SafeString:
    return SafeString(
        "".join(
            f'<label class="choice"><input type="checkbox" name="organisations" value="{escape(each.slug)}"'
            f"{' checked' if each.slug in ticked else ''}>{escape(each.name)}</label>"
            for each in rows
        )
    )


def answers_of(campaign: Campaign, members: Sequence[Member]) -> dict[str, Any]:
    """Return what a campaign's file answers to the form's questions."""
    fieldwork, shoppers, caps = campaign.fieldwork, campaign.shoppers, campaign.caps
    named = named_by(campaign)
    return {
        "campaign": campaign.campaign,
        "title": campaign.title.say(get_language() or "en") if campaign.title else "",
        "award": campaign.award or "",
        "method": campaign.method,
        "organisations": [each.slug for each in members if named(each.slug)],
        "enquiries": [f"{group}:{name}" for group, names in campaign.enquiries.items() for name in names],
        "channels": list(campaign.channels),
        "contacts": campaign.contacts,
        "first": fieldwork.from_,
        "last": fieldwork.to,
        "hours": str(fieldwork.hours),
        "days": [str(day) for day in fieldwork.days.days],
        "not_on": ", ".join(day.isoformat() for day in fieldwork.not_on),
        "pool": shoppers.pool if shoppers else "",
        "double": round(100 * shoppers.double_rated.fraction) if shoppers else None,
        "rotation": shoppers.rotation.days if shoppers and shoppers.rotation else None,
        "per_shopper": shoppers.per_shopper if shoppers else None,
        "touchpoint_a_day": caps.per_touchpoint_a_day,
        "organisation_a_day": caps.per_organisation_a_day,
        "minutes": caps.minutes,
        "simultaneous": caps.simultaneous,
        "seed": campaign.seed,
    }
