from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy


class AwardForm(forms.Form):
    """A new award: its short name, which never changes, and the names that everybody reads."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    slug = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=64,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
                gettext_lazy("Small letters, digits and hyphens, like service-award."),
            )
        ],
        help_text=gettext_lazy("Campaigns' files name it so. It never changes."),
    )
    house = forms.CharField(label=gettext_lazy("House that gives it"), max_length=200, required=False)
