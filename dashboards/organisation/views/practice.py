from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.fieldwork.practice import forget_unheard, kept_secret
from dashboards.evaluator.library import library
from dashboards.organisation.pages import own_organisation
from dashboards.site.access.find import may, viewer_of
from results.access.visible import visible
from results.errors import NotChangeable
from results.models import Account, Organisation, PracticeCall, PracticePhone
from results.practice_phone import keep_practice_phone, remove_practice_phone

_SHOWN = 20
"""Earlier practice calls that are listed. Project's own choice."""

LANGUAGES = (
    ("nb", "Norsk (bokmål)"), ("nn", "Norsk (nynorsk)"), ("sv", "Svenska"), ("da", "Dansk"), ("fi", "Suomi"),
    ("en", "English"),
)  # fmt: skip


class PracticeForm(forms.Form):
    """What the citizen asks about – unknown beforehand, if one wishes – and in which language."""

    enquiry = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)

    def __init__(self, *args: Any, organisation: Organisation, **more: Any) -> None:
        spoken = organisation.languages or ["nb"]
        more.setdefault("initial", {"language": spoken[0]})
        super().__init__(*args, **more)
        secret, kind = kept_secret(organisation), organisation.klass.slug
        self.enquiries = [
            (each.name, each.title)
            for each in library("enquiry", get_language() or "en")
            if kind in each.classes and each.name not in secret
        ]
        surprise = ("", _("Surprise me"))
        self.fields["enquiry"].choices = [surprise, *self.enquiries]  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, words) for code, words in LANGUAGES if code in spoken
        ]


def own_phone() -> PracticePhone | None:
    """Return the viewer's own phone, None if they have named none."""
    return visible(PracticePhone).select_related("organisation__klass").first()


def practice(request: HttpRequest) -> HttpResponse:
    """Show one's own phone, the button that lets a simulated citizen ring it, and how one has practised."""
    may(request, "organisation.home")
    forget_unheard()
    organisation, phone = own_organisation(request), own_phone()
    calls = list(visible(PracticeCall).filter(phone=phone).order_by("-pk")[:_SHOWN]) if phone else []
    titles = {each.name: each.title for each in library("enquiry", get_language() or "en")}
    return render(
        request,
        "organisation/practice.html",
        {
            "organisation": organisation,
            "phone": phone,
            "form": PracticeForm(organisation=organisation) if phone and phone.verified_at else None,
            "calls": [(each, titles.get(each.enquiry, each.enquiry)) for each in calls],
            "going_on": next((each for each in calls if each.goes_on), None),
        },
    )


@require_POST
def practice_phone(request: HttpRequest) -> HttpResponse:
    """Keep the viewer's own phone, to be verified by the house, or take it away."""
    may(request, "organisation.home")
    organisation, me = own_organisation(request), viewer_of(request).label
    if request.POST.get("do") == "remove":
        if (phone := own_phone()) is not None:
            remove_practice_phone(phone=phone, actor=me)
            messages.success(request, _("Taken away, with everything that was practised on it."))
        return redirect("organisation:practice")
    if not isinstance(request.user, Account):
        raise Http404
    try:
        keep_practice_phone(
            organisation=organisation, account=request.user, address=request.POST.get("address", ""), actor=me
        )
    except NotChangeable:
        messages.error(request, _("That number cannot be rung. Write it like +47 10 55 10 01."))
    else:
        messages.success(request, _("Noted. The house rings you on it before anything else does."))
    return redirect("organisation:practice")
