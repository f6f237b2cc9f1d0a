from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from results.models import Touchpoint
from scenarios.opening_hours import DAYS, Weekdays

_NAMES = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
)  # fmt: skip
_ADDRESSES = {
    "phone": gettext_lazy("Telephone number"),
    "web_form": gettext_lazy("Address of the page with the form"),
    "email": gettext_lazy("Mailbox"),
    "chat": gettext_lazy("Address of the page with the chat"),
    "messenger": gettext_lazy("Address that opens the talk"),
    "sms": gettext_lazy("Telephone number"),
    "desk": gettext_lazy("Street and place"),
}


class TouchpointForm(forms.Form):
    """A touchpoint by questions: what most change. The rest of its description stays as it is."""

    address = forms.CharField(max_length=2000)
    menu = forms.CharField(
        label=gettext_lazy("Menu keys"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A line an enquiry, like “parking-permit: 2 1”; “otherwise” is all others."),
    )
    closed_on = forms.CharField(
        label=gettext_lazy("Also closed on"),
        required=False,
        help_text=gettext_lazy("Like 2026-12-24, with commas between. Public holidays are left out anyway."),
    )

    def __init__(self, *args: Any, touchpoint: Touchpoint, **more: Any) -> None:
        self._kept: dict[str, Any] = dict(touchpoint.settings)
        self._channel = touchpoint.channel
        more.setdefault("initial", _answers(self._kept, touchpoint))
        super().__init__(*args, **more)
        self.fields["address"].label = _ADDRESSES.get(touchpoint.channel, _("Address"))
        if touchpoint.channel != "phone":
            del self.fields["menu"]
        for day, name in zip(DAYS, _NAMES, strict=True):
            self.fields[day] = forms.CharField(label=name, required=False, max_length=100)

    @property
    def hours(self) -> list[forms.BoundField]:
        """The seven days."""
        return [self[day] for day in DAYS]

    def part(self) -> dict[str, Any]:
        """Return the touchpoint's description with these answers, as its file would say it."""
        given, part = self.cleaned_data, dict(self._kept)
        part[self._channel] = given["address"].strip()
        hours = {day: given[day].strip() for day in DAYS if given[day].strip()}
        _put(part, "open", _by_hours(hours))
        _put(part, "closed_on", given["closed_on"].replace(",", " ").split())
        if "menu" in given:
            lines = [line for line in given["menu"].splitlines() if line.strip()]
            pairs = (line.partition(":") for line in lines)
            _put(part, "menu", {name.strip(): keys.strip() for name, _colon, keys in pairs})
        return part

    def tell(self, error: ValidationError) -> None:
        """Tell each mistake that the description's own check found at its question."""
        for each in error.errors():
            place = [str(step) for step in each["loc"]]
            name = next((step for step in place if step in ("menu", "closed_on", "open")), "address")
            self.add_error(name if name in self.fields else None, str(each["msg"]))


def _answers(kept: Mapping[str, Any], touchpoint: Touchpoint) -> dict[str, Any]:
    found: dict[str, Any] = {
        "address": kept.get(touchpoint.channel, touchpoint.address),
        "closed_on": ", ".join(kept.get("closed_on", ())),
        "menu": "\n".join(f"{name}: {keys}" for name, keys in kept.get("menu", {}).items()),
    }
    for days, hours in (kept.get("open") or {}).items():
        for day in Weekdays.parse(days).days:
            found[DAYS[day]] = hours
    return found


def _by_hours(hours: Mapping[str, str]) -> dict[str, str]:
    """Days with the same hours stand together, as people write them: mon-thu 08:00-15:30."""
    same: dict[str, list[int]] = {}
    for day, text in hours.items():
        same.setdefault(text, []).append(DAYS.index(day))
    return {str(Weekdays(tuple(days))): text for text, days in same.items()}


def _put(part: dict[str, Any], name: str, value: Any) -> None:
    """Keep what is said; what is not said leaves the description."""
    if value:
        part[name] = value
    else:
        part.pop(name, None)
