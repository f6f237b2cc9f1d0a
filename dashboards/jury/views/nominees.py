from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.editions.jury_evidence import nominee_ids, nominees_for
from dashboards.jury.pages import Judged, find_class, phase
from dashboards.organisation.area_titles import area_titles
from dashboards.site.access.trail import saw
from dashboards.site.drawn import chart_language
from results.access.visible import visible
from results.errors import NotVotable
from results.jury_work import save_ballot, votes_are_seen
from results.models import Ballot, Contact
from results.queries.left_out import is_left_out

_CONTACTS = 12
"""Contacts of each nominee that are listed. Project's own choice."""


def nominees(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """Lay a class's nominees side by side on the evidence, in the juror's own order, above the ballot."""
    judged = find_class(request, slug, klass)
    saw(request, f"jury:{judged.jury.pk}", klass=judged.klass.slug)
    found = nominees_for(
        jury=judged.jury, klass=judged.klass, account=judged.account.pk, language=chart_language()
    )
    ballot_now, contacts = _own(judged), _contacts(judged, [each.organisation.pk for each in found])
    return render(
        request,
        "jury/nominees.html",
        {
            "jury": judged.jury,
            "klass": judged.klass,
            "phase": phase(judged.jury),
            "nominees": [
                {"nominee": each, "contacts": contacts.get(each.organisation.pk, [])} for each in found
            ],
            "titles": area_titles(judged.jury.campaign),
            "ranks": range(1, len(found) + 1),
            "ballot": ballot_now,
            "ranked": _ranked(ballot_now, found),
            "seen": votes_are_seen(jury=judged.jury, klass=judged.klass.pk, account=judged.account.pk),
        },
    )


@require_POST
def ballot(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """Save the juror's ballot, or lock it for good."""
    judged = find_class(request, slug, klass)
    ids = nominee_ids(jury=judged.jury, klass=judged.klass)
    given = {pk: request.POST.get(f"place-{pk}", "") for pk in ids}
    placed = sorted((int(place), pk) for pk, place in given.items() if place.isdecimal() and int(place) > 0)
    lock = request.POST.get("do") == "lock"
    doubled = len({place for place, _pk in placed}) < len(placed)
    save = partial(
        save_ballot,
        jury=judged.jury,
        klass=judged.klass,
        account=judged.account,
        nominees=ids,
        reasons=request.POST.get("reasons", ""),
    )
    order = [pk for _place, pk in placed]
    try:
        save(places=[] if doubled and lock else order, lock=lock)
    except NotVotable as refused:
        messages.error(request, _refused(refused.word))
        if refused.word == "whole":  # what was typed is kept: nobody writes their reasons twice
            save(places=order, lock=False)
    else:
        messages.success(request, _("Your ballot is locked.") if lock else _("Saved. It is not locked yet."))
    return redirect("jury:nominees", slug=slug, klass=klass)


def _own(judged: Judged) -> Ballot | None:
    return visible(Ballot).filter(jury=judged.jury, klass=judged.klass).first()


def _ranked(found: Ballot | None, shown: list[Any]) -> list[tuple[int, Any]]:
    """Each nominee with its place on the ballot, 0 for none, in the juror's own order."""
    places = {pk: at for at, pk in enumerate(found.places, 1)} if found else {}
    return [(places.get(each.organisation.pk, 0), each) for each in shown]


def _contacts(judged: Judged, organisations: list[int]) -> dict[int, list[Contact]]:
    order = Window(RowNumber(), partition_by="organisation", order_by=["due_at", "pk"])
    rows = visible(Contact).annotate(left_out=is_left_out()).exclude(left_out=True)
    rows = rows.filter(
        campaign=judged.jury.campaign, klass=judged.klass, organisation__in=organisations, state="done"
    )
    found: dict[int, list[Contact]] = {}
    for each in rows.annotate(place=order).filter(place__lte=_CONTACTS).order_by("due_at", "pk"):
        found.setdefault(each.organisation_id, []).append(each)
    return found


def _refused(word: str) -> str:
    return {
        "time": _("There is no voting now."),
        "locked": _("Your ballot is locked already."),
    }.get(word, _("To lock it, give every nominee a place of its own and say why."))
