from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from benchmark.editions.draft_answer import DraftAnswer, draft_answer
from benchmark.editions.draft_campaign import Member, members_of, read_draft
from benchmark.fieldwork.errors import FieldworkError, NameTaken, NoShoppers
from benchmark.fieldwork.store_campaign import store_campaign
from benchmark.planning.campaign_files import CampaignFiles
from benchmark.planning.errors import PlanningError
from dashboards.evaluator.build_form import BuildForm, answers_of
from dashboards.evaluator.field_at import field_at
from dashboards.site.access.find import may, viewer_of
from results.access.visible import visible
from results.errors import AwardStays, NoSuchAward
from results.models import Award, Organisation, Shopper
from scenarios.errors import Mistake, ScenarioErrors
from scenarios.library_path import library_file
from scenarios.rewrite import rewrite
from scenarios.yaml_reader import read

_MOST_BYTES = 200_000
_SCHEMA = "# yaml-language-server: $schema=schema/campaign.schema.json\n"
_PLACES = {NameTaken: "campaign", NoShoppers: "shoppers", AwardStays: "award", NoSuchAward: "award"}
"""Where in the file it stands that a campaign cannot be stored so."""


class Draft:
    """A text with what it comes to: the files that it names, the answer, or what is wrong in it."""

    def __init__(
        self, text: str, members: list[Member], pools: dict[str, int], awards: list[tuple[str, str]]
    ) -> None:
        self.text = text
        self.files: CampaignFiles | None = None
        self.answer: DraftAnswer | None = None
        self.mistakes: list[Mistake] = []
        try:
            self.files = read_draft(text, organisations=members, awards=dict(awards))
            wishes = self.files.campaign.shoppers
            self.answer = draft_answer(self.files, shoppers=pools.get(wishes.pool, 0) if wishes else 0)
        except ScenarioErrors as error:
            self.mistakes = list(error.mistakes)
        except PlanningError as error:
            self.mistakes = [Mistake("", 0, 0, "contacts", str(error))]

    @property
    def wrong(self) -> list[str]:
        """Every mistake as one reads it in an editor, by line and column."""
        return [str(each).removeprefix("campaign.yaml:").removeprefix(":0:0: ") for each in self.mistakes]


def build(request: HttpRequest) -> HttpResponse:
    """Write a campaign by questions or as its file, whichever one likes: both are the same text."""
    may(request, "evaluator.build")
    members = members_of(visible(Organisation))
    pools = _pools()
    awards = list(visible(Award).order_by("name", "pk").values_list("slug", "name"))
    # An evaluator of one award plans for theirs: nothing is asked.
    asked = awards if viewer_of(request).award is None else None
    what = request.POST.get("do", "")
    text, by_hand = _text(request, pools, members)
    draft, form = Draft(text, members, pools, awards), None
    if request.method == "POST" and not by_hand:
        form = BuildForm(request.POST, members=members, pools=pools, awards=asked)
        if form.is_valid():
            draft = Draft(_rewritten(draft, form), members, pools, awards)
    if form is None:
        form = BuildForm(
            initial=answers_of(draft.files.campaign, members) if draft.files else None,
            members=members,
            pools=pools,
            awards=asked,
        )
    sound = form.is_valid() if form.is_bound else not draft.mistakes
    _to_fields(form, draft)
    if what == "answer":
        beside = {"answer": draft.answer, "draft": draft, "form": form, "by_hand": by_hand}
        return render(request, "evaluator/build_answer.html", beside)
    if what == "download" and sound:
        return _download(draft)
    if what == "plan" and sound and draft.files is not None:
        planned = _plan(request, draft)
        if planned is not None:
            return planned
        _to_fields(form, draft)
    wrong = bool(draft.mistakes) or not sound
    context: dict[str, Any] = {
        "form": form,
        "draft": draft,
        "answer": draft.answer,
        "own_award": next((name for _slug, name in awards), "") if asked is None else "",
    }
    return render(request, "evaluator/build.html", context, status=422 if wrong and request.POST else 200)


def _text(request: HttpRequest, pools: dict[str, int], members: list[Member]) -> tuple[str, bool]:
    """The file as it was sent, and whether it was written by hand: then it counts before the answers."""
    sent = request.FILES.get("file")
    if request.POST.get("do") == "upload" and sent is not None:
        return sent.read(_MOST_BYTES).decode("utf-8", errors="replace"), True
    text, was = (request.POST.get(name, "").replace("\r\n", "\n") for name in ("text", "was"))
    if not text.strip():
        return _begin(next(iter(pools), None), frozenset(each.klass for each in members)), False
    return text, text.strip() != was.strip()


def _rewritten(draft: Draft, form: BuildForm) -> str:
    if not _can_be_rewritten(draft.text):
        return draft.text
    changes = form.changes()
    for group in _groups(draft.text):
        # A class of which nobody is in the record has no question: what the file asks of it goes with it.
        changes.setdefault(("enquiries", group), None)
    text = rewrite(draft.text, changes)
    files = form.chosen_files(draft.files.campaign if draft.files else None)
    return text if files is None else rewrite(text, {("organisations",): files})


def _can_be_rewritten(text: str) -> bool:
    try:
        rewrite(text, {("seed",): 1})
    except Exception:  # noqa: BLE001 - whatever the YAML's reader says, it cannot be rewritten
        return False
    return True


def _to_fields(form: BuildForm, draft: Draft) -> None:
    """Tell each mistake at its question."""
    if not form.is_bound:
        return
    for each in draft.mistakes:
        name = field_at(each.path)
        if name in form.fields and name not in form.errors:
            form.add_error(name, each.message)


def _plan(request: HttpRequest, draft: Draft) -> HttpResponse | None:
    assert draft.files is not None
    files, viewer = draft.files, viewer_of(request)
    own = visible(Award).get(pk=viewer.award) if viewer.award is not None else None
    if own is not None:
        files = replace(files, campaign=files.campaign.model_copy(update={"award": own.slug}))
    try:
        stored = store_campaign(files=files, actor=viewer.label, only_in=own)
    except (PlanningError, FieldworkError, AwardStays, NoSuchAward) as error:
        draft.mistakes = [Mistake("", 0, 0, _PLACES.get(type(error), ""), str(error))]
        return None
    if stored.stays_out_of:
        messages.error(request, _("It was planned already, and stays in the award in which it is."))
    elif stored.plan is None:
        messages.success(request, _("It was planned already."))
    else:
        messages.success(request, _("Planned. It begins when you let it go on."))
    return redirect("evaluator:campaign", slug=stored.campaign.slug)


def _download(draft: Draft) -> HttpResponse:
    name = draft.files.campaign.campaign if draft.files else "campaign"
    response = HttpResponse(draft.text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


def _pools() -> dict[str, int]:
    counted: dict[str, int] = {}
    for pools in visible(Shopper).filter(active=True).values_list("pools", flat=True):
        for name in pools:
            counted[name] = counted.get(name, 0) + 1
    return dict(sorted(counted.items()))


def _groups(text: str) -> list[str]:
    """The classes under `enquiries` of a campaign's text."""
    value = read(text.encode(), "campaign.yaml").value
    asked = value.get("enquiries") if isinstance(value, dict) else None
    return [str(each) for each in asked] if isinstance(asked, dict) else []


@cache
def _begin(pool: str | None, classes: frozenset[str]) -> str:
    """The campaign that ships, to begin with: its classes and a pool of shoppers that the record has.

    Without a pool, machines work alone; where the record has none of the classes, they stay as examples.
    """
    path = library_file(kind="campaign", name="town-award")
    assert path is not None
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    # What the library says of its own campaign is not true of this one.
    text = _SCHEMA + "".join(each for each in lines if not each.startswith("#"))
    changes: dict[tuple[str, ...], Any] = {("campaign",): "new-campaign", ("title",): None}
    changes |= {("shoppers",): None} if pool is None else {("shoppers", "pool"): pool}
    groups = _groups(text)
    kept = [each for each in groups if each in classes]
    if kept:
        changes |= {("enquiries", each): None for each in groups if each not in kept}
        changes["classes",] = kept
    return rewrite(text, changes)
