from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dashboards.evaluator.library import library
from results.models import Touchpoint

_LANGUAGES = (
    ("nb", "Norsk (bokmål)"), ("nn", "Norsk (nynorsk)"), ("sv", "Svenska"), ("da", "Dansk"), ("fi", "Suomi"),
    ("en", "English"),
)  # fmt: skip

_REASONS: dict[str, str | Promise] = {
    "inactive": gettext_lazy("It is out of use."),
    "by_hand": gettext_lazy("No machine makes contacts here: a shopper goes there, or writes."),
    "paused": gettext_lazy("It is paused. Let contacts be made here again first."),
    "enough": gettext_lazy("It has had five test contacts within a day: each costs somebody's time."),
    "never": gettext_lazy("This number is never dialled."),
    "going_on": gettext_lazy("A test contact goes on here already."),
    "unknown": gettext_lazy("Its organisation came without a description. Import it anew."),
    "closed": gettext_lazy("It is closed now, by its own opening hours."),
    "taken back": gettext_lazy("It was taken back before it began."),
    "its worker fell silent": gettext_lazy("Its worker fell silent."),
    "its worker was told to end": gettext_lazy("Its worker was told to end."),
}


class TrialForm(forms.Form):
    """What is asked in a test contact, and in which language."""

    enquiry = forms.ChoiceField(label=gettext_lazy("Enquiry"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=_LANGUAGES)

    def __init__(self, *args: Any, touchpoint: Touchpoint, **more: Any) -> None:
        spoken = touchpoint.languages or touchpoint.organisation.languages or ["nb"]
        more.setdefault("initial", {"language": spoken[0]})
        super().__init__(*args, **more)
        kind = touchpoint.organisation.klass.slug
        fitting = [
            (each.name, each.title)
            for each in library("enquiry", get_language() or "en")
            if kind in each.classes
        ]
        if touchpoint.channel == "phone":
            fitting.insert(0, ("", _("Only until a person answers")))
        self.fields["enquiry"].choices = fitting  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, words) for code, words in _LANGUAGES if code in spoken
        ]


def reason_words(reason: str) -> str:
    """Say why a test contact was not made; what comes from a machine is told as it is."""
    return str(_REASONS.get(reason, reason))
