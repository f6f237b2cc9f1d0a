from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from dashboards.evaluator.library import library
from scenarios.campaign import Campaign
from scenarios.rewrite import Value


class BuildForm(forms.Form):
    """A campaign by questions. Each field is one value of the same file that the command line reads."""

    campaign = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=64,
        help_text=gettext_lazy("Small letters, digits and hyphens."),
    )
    method = forms.ChoiceField(label=gettext_lazy("Method"))
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
    enquiries = forms.MultipleChoiceField(
        label=gettext_lazy("Enquiries"), widget=forms.CheckboxSelectMultiple
    )
    double = forms.IntegerField(
        label=gettext_lazy("Rated twice, per cent"), min_value=0, max_value=100, required=False
    )
    minutes = forms.IntegerField(label=gettext_lazy("Most minutes of telephone"), min_value=1, required=False)
    simultaneous = forms.IntegerField(
        label=gettext_lazy("Most calls at a time"), min_value=1, max_value=1000, required=False
    )
    seed = forms.IntegerField(label=gettext_lazy("Number the plan is drawn from"), min_value=0)

    def __init__(self, *args: Any, classes: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        language = get_language() or "en"
        self.fields["method"].choices = [  # type: ignore[attr-defined]
            (each.name, each.title) for each in library("method", language)
        ]
        self.fields["enquiries"].choices = sorted(  # type: ignore[attr-defined]
            (f"{group}:{each.name}", f"{group} – {each.title}")
            for each in library("enquiry", language)
            for group in each.classes
            if group in classes
        )

    def changes(self) -> dict[tuple[str, ...], Value]:
        """Return what the answers say, as values of the file."""
        given = self.cleaned_data
        wanted: dict[str, list[str]] = {}
        for each in given["enquiries"]:
            group, _, name = each.partition(":")
            wanted.setdefault(group, []).append(name)
        double = given["double"]
        changes: dict[tuple[str, ...], Value] = {
            ("campaign",): given["campaign"],
            ("method",): given["method"],
            ("contacts",): given["contacts"],
            ("fieldwork", "from"): given["first"].isoformat(),
            ("fieldwork", "to"): given["last"].isoformat(),
            ("fieldwork", "hours"): given["hours"],
            ("classes",): sorted(wanted),
            ("caps", "minutes"): given["minutes"],
            ("caps", "simultaneous"): given["simultaneous"],
            ("seed",): given["seed"],
        }
        if double is not None:
            changes["shoppers", "double_rated"] = f"{double} %"
        for choice, _words in self.fields["enquiries"].choices:  # type: ignore[attr-defined]
            group = choice.partition(":")[0]
            changes["enquiries", group] = wanted.get(group)
        return changes


def answers_of(campaign: Campaign) -> dict[str, Any]:
    """Return what a campaign's file answers to the form's questions."""
    fieldwork, shoppers = campaign.fieldwork, campaign.shoppers
    return {
        "campaign": campaign.campaign,
        "method": campaign.method,
        "contacts": campaign.contacts,
        "first": fieldwork.from_,
        "last": fieldwork.to,
        "hours": str(fieldwork.hours),
        "enquiries": [f"{group}:{name}" for group, names in campaign.enquiries.items() for name in names],
        "double": round(100 * shoppers.double_rated.fraction) if shoppers else None,
        "minutes": campaign.caps.minutes,
        "simultaneous": campaign.caps.simultaneous,
        "seed": campaign.seed,
    }
