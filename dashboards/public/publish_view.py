"""The evaluator's page from which an edition goes out to everybody, and how it will look before it does."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.editions.errors import NotPublishable
from benchmark.editions.public_edition import Change, public_edition
from benchmark.editions.public_names import Names
from benchmark.editions.publish_edition import public_gates, publish_edition, published, usual_licence
from benchmark.editions.released_run import released_run
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.public.edition_pages import EditionPages
from dashboards.public.views import content_type
from dashboards.site.access.find import viewer_of
from results.models import Campaign, JuryDecision, Publication, RankingRun
from scenarios.data_licence import LICENCES

_GATES: dict[str, tuple[str | Promise, str | Promise]] = {
    "real": (gettext_lazy("No demonstration"), gettext_lazy("An example stays marked on every page.")),
    "released": (
        gettext_lazy("Organisations have their results"),
        gettext_lazy("They see them first: release the results."),
    ),
    "corrected": (
        gettext_lazy("Corrections are in what organisations see"),
        gettext_lazy("Score and rank again, and release that ranking."),
    ),
    "disputes": (gettext_lazy("Objections are answered"), gettext_lazy("Objections are open.")),
    "jury": (
        gettext_lazy("The jury has decided"),
        gettext_lazy("Each class with nominees needs a decision that somebody signed."),
    ),
}


class PublishForm(forms.Form):
    """Who is named, and what a correction corrects."""

    names = forms.ChoiceField(
        label=gettext_lazy("Who is named"),
        choices=(
            ("all", gettext_lazy("All organisations")),
            (
                "shortlist",
                gettext_lazy("Winners, nominees and those who may be the best; others are letters"),
            ),
        ),
        widget=forms.RadioSelect,
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence of the open data"),
        help_text=gettext_lazy(
            "Without one, others may read and quote the figures, and must ask before they publish the tables"
            " again. The edition says so."
        ),
        choices=(
            ("", gettext_lazy("None given")),
            *((name, f"{words.title} ({name})") for name, words in LICENCES.items()),
        ),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("What the correction corrects"),
        help_text=gettext_lazy("Everybody reads this on the edition's first page. No person's name."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        """Ask for a reason only where something is published already (`again`)."""
        super().__init__(*args, **kwargs)
        if again:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


def publish_public(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what must hold before everybody reads an edition, and publish it or a correction."""
    found = find_campaign(request, slug, "evaluator.change")
    now = published(found)
    form = PublishForm(
        request.POST or None,
        again=now is not None,
        initial={"names": now.names if now else "all", "licence": usual_licence(found, now)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            publish_edition(
                campaign=found,
                actor=viewer_of(request).label,
                names=form.cleaned_data["names"],
                licence=form.cleaned_data["licence"],
                reason=form.cleaned_data.get("reason", ""),
            )
        except NotPublishable:
            messages.error(request, _("Not yet: a gate is open, or nothing has changed since."))
        else:
            messages.success(request, _("Published. Everybody can read it."))
        return redirect("publish_public", slug=slug)
    gates = [] if found.demo else [(gate, *_GATES[gate.word]) for gate in public_gates(found)]
    context = campaign_context(
        found,
        "publish",
        form=form,
        gates=gates,
        ready=released_run(found) is not None and all(gate.met for gate, *_rest in gates),
        ranked=released_run(found) is not None,
        now=now,
        publications=Publication.objects.filter(campaign=found).defer("document").order_by("-number"),
        first_page=f"{request.LANGUAGE_CODE}/index.html",
    )
    return render(request, "public/publish.html", context)


def preview_public(request: HttpRequest, slug: str, names: str, path: str) -> HttpResponse:
    """Show a page of the edition as it would be published now. Raises Http404."""
    found = find_campaign(request, slug, "evaluator.change")
    run = released_run(found)
    if run is None or names not in ("all", "shortlist"):
        raise Http404
    decisions = JuryDecision.objects.filter(jury__campaign=found).count()
    licence = usual_licence(found, published(found))
    who: Names = "all" if names == "all" else "shortlist"
    try:
        content = _previewed(found.pk, run.pk, who, licence, decisions).make(path)
    except KeyError as error:
        raise Http404 from error
    return HttpResponse(content, content_type=content_type(path))


@lru_cache(maxsize=4)
def _previewed(campaign: int, run: int, names: Names, licence: str, _decisions: int) -> EditionPages:
    """The pages of a ranking, which never changes; the last four are kept."""
    row = Campaign.objects.select_related("award", "method", "questionnaire").get(pk=campaign)
    document = public_edition(
        campaign=row,
        run=RankingRun.objects.select_related("score_run").get(pk=run),
        names=names,
        licence=licence,
        changes=[Change(1, timezone.now(), "")],
    )
    return EditionPages(document, preview=True)
