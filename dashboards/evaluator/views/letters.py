from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from benchmark.fieldwork.tray import judge_letter
from dashboards.evaluator.letter_form import ASIDE, LetterForm
from dashboards.evaluator.letter_words import clue_words, kind_words, matched_words, signs_words
from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.access.trail import saw
from probes.email.sorting.decision import SURE
from probes.email.sorting.kind import LetterKind
from results.access.visible import visible
from results.errors import NobodyFound
from results.models import Account, Attempt, Contact, Letter, LetterDecision
from results.queries.letter_story import letter_story, likely_attempts
from results.queries.mailbox_troubles import overdue_mailboxes, unread_folders

_PAGE = 50
_IN_TRAY = Q(attempt__isnull=True, laid_aside=False)
_SHOWN = {
    "tray": _IN_TRAY,
    "unsure": Q(attempt__isnull=False, confidence__lt=SURE),
    "aside": Q(laid_aside=True),
}


def letters(request: HttpRequest) -> HttpResponse:
    """List the letters that belong to nobody, those sorted without being sure, and those laid aside."""
    may(request, "evaluator.home")
    house = viewer_of(request).award is None
    among = {name: rule for name, rule in _SHOWN.items() if house or name == "unsure"}
    here = request.GET.get("show", "")
    here = here if here in among else next(iter(among))
    rows = visible(Letter)
    tabs = [(name, rows.filter(rule).count(), name == here) for name, rule in among.items()]
    page = Paginator(_asked(request, rows.filter(among[here])), _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(each, kind_words(each.kind)) for each in page],
        "tabs": tabs,
        "here": here,
        "asked": request.GET.get("q", ""),
        "unread": unread_folders() if house else (),
        "overdue": overdue_mailboxes() if house else (),
    }
    return render(request, "evaluator/letters.html", context)


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter's words, never its HTML, why it is nobody's, and take somebody's word on it."""
    rows = visible(Letter).select_related("attempt__contact__campaign", "attempt__organisation")
    found = find(request, Letter, "evaluator.change", among=rows, pk=pk)
    likely = likely_attempts(found, among=visible(Attempt))
    form = LetterForm(request.POST or None, letter=found, likely=likely, contacts=visible(Contact))
    if request.method == "POST" and form.is_valid() and _judged(request, found, form):
        messages.success(request, _("Kept. What was said before stays beside it."))
        back = found.attempt_id is not None and form.cleaned_data["belongs"] != ASIDE
        return redirect("evaluator:letter", pk=pk) if back else redirect("evaluator:letters")
    if request.method != "POST":
        saw(request, f"letter:{found.pk}")
    story = letter_story(found)
    context = {
        "letter": found,
        "story": story,
        "kind": kind_words(found.kind),
        "matched": matched_words(found.matched_by),
        "clues": [clue_words(each) for each in story.clues],
        "decisions": _told(request, story.decisions),
        "form": form,
    }
    return render(request, "evaluator/letter.html", context)


class Said(NamedTuple):
    """One decision as it is shown: the contact's name only to who may see the contact."""

    decision: LetterDecision
    kind: str
    signs: list[str]
    who: str
    contact: str


def _told(request: HttpRequest, decisions: Sequence[LetterDecision]) -> list[Said]:
    award = viewer_of(request).award
    names = {f"account:{pk}": name for pk, name in visible(Account).values_list("pk", "name")}
    told = []
    for each in decisions:
        contact = each.attempt.contact if each.attempt else None
        shown = contact is not None and (award is None or contact.campaign.award_id == award)
        who = names.get(each.decided_by) or each.decided_by
        signs = signs_words(each.signs)
        told.append(Said(each, kind_words(each.kind), signs, who, contact.key if contact and shown else ""))
    return told


def _asked(request: HttpRequest, rows: QuerySet[Letter]) -> QuerySet[Letter]:
    if words := request.GET.get("q", "").strip():
        said = Q(sender__icontains=words) | Q(subject__icontains=words) | Q(recipient__icontains=words)
        rows = rows.filter(said)
    return rows.select_related("attempt__contact__campaign").order_by("-received_at", "-pk")


def _judged(request: HttpRequest, found: Letter, form: LetterForm) -> bool:
    said = form.cleaned_data
    contact = said["found"]
    try:
        judge_letter(
            letter=found.pk,
            by=viewer_of(request).label,
            reason=said["reason"],
            contact=f"{contact.campaign.slug}/{contact.key}" if contact else None,
            kind=LetterKind(said["kind"]) if said["kind"] != found.kind else None,
            aside=contact is None and said["belongs"] == ASIDE,
        )
    except NobodyFound:
        form.add_error("other", _("Nothing was ever sent for that contact."))
        return False
    return True
