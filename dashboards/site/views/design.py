from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


class _Example(forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("As people know it."))
    channel = forms.ChoiceField(
        label=_("Channel"), choices=(("phone", _("Telephone")), ("email", _("E-mail")))
    )
    words = forms.CharField(label=_("Reason"), widget=forms.Textarea)
    agreed = forms.BooleanField(label=_("The organisation has agreed"))


def design(request: HttpRequest) -> HttpResponse:
    """Show the parts that pages are made of (dashboards/DESIGN.md says why they are as they are)."""
    return render(request, "site/design.html", {"form": _Example(), "wrong": _Example({"name": ""})})
