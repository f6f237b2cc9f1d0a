from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import viewer_of
from results.errors import NotVotable
from results.jury_work import open_jury
from results.models import Ballot, Jury, RankingRun

_CLOCK = "Europe/Oslo"


class JuryForm(forms.Form):
    """When jurors vote, and whether they know whom they judge."""

    votes_from = forms.DateTimeField(
        label=gettext_lazy("Voting begins"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Until then jurors declare with whom they are bound."),
    )
    votes_until = forms.DateTimeField(
        label=gettext_lazy("Voting ends"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    blind = forms.BooleanField(label=gettext_lazy("Nominees are letters to the jurors"), required=False)
    publishes_reasons = forms.BooleanField(
        label=gettext_lazy("Everybody reads why the jury chose each winner"),
        help_text=gettext_lazy("With each decision the jury writes a text for the published edition."),
        required=False,
    )


def open_for_the_jury(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a campaign's newest ranking before the jury of its award, with dates."""
    found = find_campaign(request, slug, "evaluator.change")
    now = Jury.objects.filter(campaign=found).first()
    with timezone.override(_CLOCK):
        asked = ("votes_from", "votes_until", "blind", "publishes_reasons")
        form = JuryForm(request.POST or None, initial={name: getattr(now, name) for name in asked if now})
        if request.method == "POST" and form.is_valid():
            try:
                open_jury(campaign=found, opened_by=viewer_of(request).label, **form.cleaned_data)
            except NotVotable as refused:
                messages.error(request, _refused(refused.word))
            else:
                messages.success(request, _("The jury can begin."))
            return redirect("open_jury", slug=slug)
        context = campaign_context(
            found,
            "publish",
            form=form,
            jury=now,
            ranked=RankingRun.objects.filter(score_run__campaign=found).exists(),
            ballots=Ballot.objects.filter(jury=now).count() if now else 0,
        )
        return render(request, "jury/open.html", context)


def _refused(word: str) -> str:
    return {
        "early": _("There is no ranking to judge yet, or the campaign belongs to no award."),
        "dates": _("Voting ends after it begins."),
    }.get(word, _("There are ballots already: nothing is changed under the jurors' hands."))
