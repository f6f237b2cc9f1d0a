"""The page of a letter's last line, and one's own wishes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from dashboards.letters.compose import read_stop_word
from results.models import Account, NoticeStop, Role
from results.notices import KINDS, resume_notices, stop_notices

KIND_WORDS: dict[str, str | Promise] = {
    "released": gettext_lazy("When results of my organisation are released"),
    "ballots": gettext_lazy("When ballots of my jury open"),
}


@csrf_exempt
def stop(request: HttpRequest, word: str) -> HttpResponse:
    """Stop a kind of letters for whoever got one, by its signed link, without signing in.

    Looking at the page changes nothing: mail programs look at links. What stops them is the button, or what a
    mail program sends for its own (RFC 8058). The link's word is the proof, so no cookie is asked for.
    """
    told = read_stop_word(word)
    account = Account.objects.filter(pk=told[0], erased_at__isnull=True).first() if told else None
    if told is None or account is None or told[1] not in KINDS:
        raise Http404
    kind = told[1]
    if request.method == "POST":
        (resume_notices if request.POST.get("do") == "again" else stop_notices)(account=account, kind=kind)
    stopped = NoticeStop.objects.filter(account=account, kind=kind).exists()
    return render(request, "letters/stop.html", {"stopped": stopped, "kind": KIND_WORDS[kind]})


@login_required
def wishes(request: HttpRequest) -> HttpResponse:
    """Choose which letters one gets, of those that one's roles bring."""
    assert isinstance(request.user, Account)
    account = request.user
    mine = set(Role.objects.filter(account=account, ended_at__isnull=True).values_list("role", flat=True))
    kinds = [kind for kind, role in KINDS.items() if role in mine]
    if request.method == "POST":
        for kind in kinds:
            (resume_notices if kind in request.POST else stop_notices)(account=account, kind=kind)
        messages.success(request, _("Noted."))
        return redirect("letters:wishes")
    stopped = set(NoticeStop.objects.filter(account=account).values_list("kind", flat=True))
    lines = [(kind, KIND_WORDS[kind], kind not in stopped) for kind in kinds]
    return render(request, "letters/wishes.html", {"lines": lines})
