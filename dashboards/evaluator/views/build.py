from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from benchmark.editions.draft_campaign import DraftAnswer, draft_answer, read_draft
from benchmark.fieldwork.errors import CampaignDiffers
from benchmark.fieldwork.store_campaign import store_campaign
from benchmark.planning.errors import PlanningError
from dashboards.evaluator.build_form import BuildForm, answers_of
from dashboards.site.access.find import may, viewer_of
from results.access.visible import visible
from results.models import Award, Campaign, Organisation
from scenarios.errors import ScenarioErrors
from scenarios.library_path import library_file
from scenarios.rewrite import rewrite


def build(request: HttpRequest) -> HttpResponse:
    """Write a campaign by questions or as its file, whichever one likes: both are the same text."""
    may(request, "evaluator.build")
    rows = list(visible(Organisation).select_related("klass", "document").order_by("slug"))
    classes = sorted({each.klass.slug for each in rows})
    text = request.POST.get("text") or _begin()
    wrong: list[str] = []
    form: BuildForm | None = None
    if request.POST.get("do") in ("form", "answer"):
        form = BuildForm(request.POST, classes=classes)
        if form.is_valid():
            text = rewrite(text, form.changes())
    answer, wrong, files = _answer(text, rows)
    if request.POST.get("do") == "answer":
        return render(
            request, "evaluator/build_answer.html", {"answer": answer, "wrong": wrong, "text": text}
        )
    if request.POST.get("do") == "plan" and files is not None:
        try:
            stored = store_campaign(files=files, actor=viewer_of(request).label)
        except (PlanningError, CampaignDiffers) as error:
            wrong = [str(error)]
        else:
            _belongs(request, stored.campaign)
            messages.success(request, _("Planned. It begins when you let it go on."))
            return redirect("evaluator:campaign", slug=stored.campaign.slug)
    if form is None:
        form = BuildForm(initial=answers_of(files.campaign) if files else None, classes=classes)
    context: dict[str, Any] = {"form": form, "text": text, "answer": answer, "wrong": wrong}
    return render(request, "evaluator/build.html", context, status=422 if wrong and request.POST else 200)


def _answer(text: str, rows: list[Organisation]) -> tuple[DraftAnswer | None, list[str], Any]:
    try:
        files = read_draft(text, organisations=rows)
        return draft_answer(files), [], files
    except ScenarioErrors as error:
        return None, [str(each).removeprefix("campaign.yaml:") for each in error.mistakes], None
    except PlanningError as error:
        return None, [str(error)], None


def _begin() -> str:
    path = library_file(kind="campaign", name="town-award")
    assert path is not None
    text = path.read_text(encoding="utf-8")
    return rewrite(text, {("campaign",): "new-campaign"})


def _belongs(request: HttpRequest, campaign: Campaign) -> None:
    """A campaign that an evaluator of one award plans is of that award; a house-wide one has none yet."""
    award = viewer_of(request).award
    if award is not None and visible(Award).filter(pk=award).exists():
        Campaign.objects.filter(pk=campaign.pk).update(award=award)
