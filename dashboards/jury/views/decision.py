from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.editions.jury_evidence import nominee_ids, nominees_for
from benchmark.ranking.ballots import tally_ballots
from dashboards.jury.pages import Judged, find_class
from dashboards.organisation.report import report_pdf
from dashboards.public.words import LANGUAGE_NAMES, LANGUAGES
from dashboards.site.access.trail import saw
from dashboards.site.drawn import chart_language
from results.errors import NotVotable
from results.jury_work import decide, jurors_of, sign, votes_are_seen
from results.models import Ballot, JuryConflict, JuryDecision


def decision(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """Show all votes and where jurors disagree, once one's own is locked and voting is over; decide."""
    judged = find_class(request, slug, klass)
    _only_after(judged)
    if request.method == "POST":
        wanted = [int(each) for each in request.POST.getlist("winner") if each.isdecimal()]
        known = set(nominee_ids(jury=judged.jury, klass=judged.klass))
        try:
            decide(
                jury=judged.jury,
                klass=judged.klass,
                account=judged.account,
                winners=[each for each in wanted if each in known],
                words=request.POST.get("words", ""),
                public_words={
                    language: request.POST.get(f"public-{language}", "").replace("\x00", "")
                    for language in LANGUAGES
                },
            )
        except NotVotable as refused:
            messages.error(request, _refused(refused.word))
        else:
            messages.success(request, _("Written down. Each juror signs it."))
            return redirect("jury:decision", slug=slug, klass=klass)
    saw(request, f"jury:{judged.jury.pk}", votes=True)
    told = _votes(judged)
    if request.method != "POST":
        return render(request, "jury/decision.html", told)
    # Nobody writes a reason twice because a tick was missing.
    told["typed"] = {"words": request.POST.get("words", ""), "winners": wanted}
    told["public_fields"] = [
        (language, name, request.POST.get(f"public-{language}", ""))
        for language, name, _kept in told["public_fields"]
    ]
    return render(request, "jury/decision.html", told)


@require_POST
def signature(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """Sign the newest decision."""
    judged = find_class(request, slug, klass)
    _only_after(judged)
    wanted = request.POST.get("decision", "")
    found = JuryDecision.objects.filter(
        jury=judged.jury, klass=judged.klass, pk=int(wanted) if wanted.isdecimal() else 0
    ).first()
    if found is None:
        raise Http404
    try:
        sign(decision=found, account=judged.account)
    except NotVotable:
        messages.error(request, _("There is a newer decision: read that one."))
    return redirect("jury:decision", slug=slug, klass=klass)


def protocol(request: HttpRequest, slug: str, klass: str) -> HttpResponse:
    """Hand out the protocol: decision, votes, statistics, bonds, signatures."""
    judged = find_class(request, slug, klass)
    _only_after(judged)
    told = _votes(judged)
    if told["decision"] is None:
        raise Http404
    saw(request, f"jury:{judged.jury.pk}", file="pdf")
    bound = JuryConflict.objects.filter(
        jury=judged.jury,
        organisation__participations__campaign=judged.jury.campaign,
        organisation__participations__klass=judged.klass,
    ).select_related("account", "organisation")
    response = HttpResponse(
        report_pdf("jury/protocol.html", {**told, "bound": bound}), content_type="application/pdf"
    )
    name = f"{judged.jury.campaign.slug}-{judged.klass.slug}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _refused(word: str) -> str:
    if word == "public":
        return _("Everybody reads why: write it in one language at least.")
    return _("A decision names a winner and says why.")


def _only_after(judged: Judged) -> None:
    """Nobody sees others' votes before their own is locked and voting is over: nothing is there."""
    if not votes_are_seen(jury=judged.jury, klass=judged.klass.pk, account=judged.account.pk):
        raise Http404


def _votes(judged: Judged) -> dict[str, Any]:
    shown = nominees_for(
        jury=judged.jury, klass=judged.klass, account=judged.account.pk, language=chart_language()
    )
    newest = (
        JuryDecision.objects.filter(jury=judged.jury, klass=judged.klass)
        .select_related("made_by")
        .order_by("-pk")
        .first()
    )
    if judged.jury.blind and newest is not None:
        # What was decided is decided: from now on the letters have names.
        shown = [replace(each, name=f"{each.name}: {each.organisation.name}") for each in shown]
    said = newest.public_words if newest is not None else {}
    reasons = [(language, LANGUAGE_NAMES[language], said.get(language, "")) for language in LANGUAGES]
    by_id = {each.organisation.pk: each for each in shown}
    kept = list(
        Ballot.objects.filter(jury=judged.jury, klass=judged.klass, locked_at__isnull=False)
        .select_related("account")
        .order_by("account__name", "pk")
    )
    tally = tally_ballots(nominees=list(by_id), ballots=[each.places for each in kept])
    signed = list(newest.signatures.select_related("account").order_by("at")) if newest else []
    return {
        "jury": judged.jury,
        "campaign": judged.jury.campaign,
        "klass": judged.klass,
        "nominees": shown,
        "tally": tally,
        "votes": [(by_id[each.nominee], each) for each in tally.nominees],
        "ballots": [(each, [by_id[pk].name for pk in each.places if pk in by_id]) for each in kept],
        "missing": [
            each
            for each in jurors_of(jury=judged.jury, klass=judged.klass.pk)
            if each.pk not in {one.account_id for one in kept}
        ],
        "decision": newest,
        "public_reasons": [each for each in reasons if each[2]],
        "public_fields": reasons if judged.jury.publishes_reasons else [],
        "winners": [by_id[pk].name for pk in newest.winners if pk in by_id] if newest else [],
        "signed": signed,
        "has_signed": any(each.account_id == judged.account.pk for each in signed),
    }
