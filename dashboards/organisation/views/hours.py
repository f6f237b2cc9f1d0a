from __future__ import annotations

from typing import Any

import numpy as np
from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from benchmark.planning.listening_rota import Listener, listening_rota
from dashboards.organisation.moments import clock
from dashboards.organisation.pages import own_organisation
from dashboards.organisation.people import POSTS, called, colleagues
from dashboards.organisation.views.contact import find_contact
from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.access.trail import did
from results.access.visible import visible
from results.models import Attempt, Comment, ListeningHour, ListeningMoment, ListeningSeat

SEATS = 4
"""How many listen together besides whoever leads the hour, unless it says otherwise. Project's own choice."""


class HourForm(forms.Form):
    """When and where, and for how many."""

    title = forms.CharField(label=gettext_lazy("What it is called"), max_length=200)
    starts_at = forms.DateTimeField(
        label=gettext_lazy("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=480, initial=60)
    place = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=50,
        initial=SEATS,
        help_text=gettext_lazy(
            "Whoever has waited longest is drawn first, and somebody who leads sits in every hour."
        ),
    )


def hours(request: HttpRequest) -> HttpResponse:
    """List coming and held listening hours, and who has listened how often."""
    may(request, "organisation.home")
    rows = visible(ListeningHour).annotate(heard=Count("moments", distinct=True))
    turns: dict[int, list[Any]] = {}
    for seat in (
        visible(ListeningSeat).filter(hour__held_at__isnull=False).exclude(came=False).select_related("hour")
    ):
        turns.setdefault(seat.account_id, []).append(seat.hour.starts_at)
    coming = dict(
        visible(ListeningSeat)
        .filter(hour__held_at__isnull=True)
        .order_by("-hour__starts_at")
        .values_list("account", "hour__starts_at")
    )
    rota = [
        {
            "name": called(each.account),
            "post": dict(POSTS).get(each.post or "team"),
            "times": len(turns.get(each.account_id, ())),
            "last": max(turns.get(each.account_id, ()), default=None),
            "next": coming.get(each.account_id),
        }
        for each in colleagues()
    ]
    return render(
        request,
        "organisation/hours.html",
        {
            "coming": rows.filter(held_at__isnull=True).order_by("starts_at"),
            "held": rows.filter(held_at__isnull=False).order_by("-starts_at")[:20],
            "rota": rota,
            "clock": own_organisation(request).clock,
        },
    )


def new_hour(request: HttpRequest) -> HttpResponse:
    """Set a listening hour and draw who sits in it."""
    may(request, "organisation.home")
    organisation = own_organisation(request)
    form = HourForm(request.POST or None)
    with timezone.override(organisation.clock):
        if request.method == "POST" and form.is_valid():
            given = dict(form.cleaned_data)
            wanted = given.pop("seats")
            with transaction.atomic():
                made = ListeningHour.objects.create(
                    organisation=organisation, made_by=viewer_of(request).label, **given
                )
                _draw(made, wanted)
                did(request, "hour.made", f"hour:{made.pk}")
            return redirect("organisation:hour", pk=made.pk)
    return render(request, "organisation/new_hour.html", {"form": form})


def hour(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an hour: what is heard in which order, who sits in it; write down what was learned."""
    found = find(request, ListeningHour, "organisation.own", pk=pk)
    seated = list(
        visible(ListeningSeat).filter(hour=found).select_related("account").order_by("account__name")
    )
    if request.method == "POST" and found.held_at is None:
        came = set(request.POST.getlist("came"))
        with transaction.atomic():
            for seat in seated:
                seat.came = str(seat.account_id) in came
                seat.save(update_fields=["came"])
            found.learned = request.POST.get("learned", "").strip()[:4000]
            found.held_at = timezone.now()
            found.save(update_fields=["learned", "held_at"])
            did(request, "hour.held", f"hour:{found.pk}", came=len(came))
        messages.success(request, _("Held. What was learned stands here."))
        return redirect("organisation:hour", pk=pk)
    rows = (
        visible(ListeningMoment)
        .filter(hour=found)
        .select_related(
            "contact__campaign", "contact__enquiry", "contact__organisation", "attempt", "comment"
        )
    )
    sitting = {each.account_id for each in seated}
    return render(
        request,
        "organisation/hour.html",
        {
            "hour": found,
            "clock": own_organisation(request).clock,
            "moments": [(each, clock(each.offset_ms or 0)) for each in rows],
            "seats": [(each, called(each.account)) for each in seated],
            "others": [
                (each.account_id, called(each.account))
                for each in colleagues()
                if each.account_id not in sitting
            ],
        },
    )


@require_POST
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a seat to somebody, take it back, or draw one more."""
    found = find(request, ListeningHour, "organisation.own", pk=pk)
    if found.held_at is None:
        who, what = request.POST.get("account", ""), request.POST.get("do", "")
        known = {str(each.account_id) for each in colleagues()}
        with transaction.atomic():
            if what == "give" and who in known:
                ListeningSeat.objects.get_or_create(hour=found, account_id=int(who))
            elif what == "take" and who.isdecimal():
                visible(ListeningSeat).filter(hour=found, account=int(who)).delete()
            elif what == "draw":
                _draw(found, 1)
            did(request, "hour.seats", f"hour:{found.pk}")
    return redirect("organisation:hour", pk=pk)


@require_POST
def add_moment(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Put a moment of a contact on an hour's list."""
    contact = find_contact(request, slug, key)
    wanted, number = request.POST.get("hour", ""), request.POST.get("attempt", "")
    at = request.POST.get("at", "").partition(".")[0]
    if not wanted.isdecimal():
        messages.error(request, _("Set a listening hour first."))
        return redirect("organisation:new_hour")
    found = find(request, ListeningHour, "organisation.own", pk=int(wanted), held_at__isnull=True)
    attempt = (
        visible(Attempt).filter(contact=contact, number=int(number)).first() if number.isdecimal() else None
    )
    remark = request.POST.get("comment", "")
    with transaction.atomic():
        last = found.moments.aggregate(last=Max("place"))["last"] or 0
        ListeningMoment.objects.create(
            hour=found,
            contact=contact,
            attempt=attempt,
            offset_ms=float(at) if attempt and at.isdecimal() and len(at) < 10 else None,
            comment=visible(Comment).filter(pk=int(remark), contact=contact).first()
            if remark.isdecimal()
            else None,
            why=request.POST.get("why", "").strip()[:500],
            place=last + 1,
            added_by=viewer_of(request).label,
        )
        did(request, "hour.gathered", f"hour:{found.pk}", contact=contact.pk)
    messages.success(request, _("It is on the list of “%(title)s”.") % {"title": found.title})
    return redirect("organisation:hour", pk=found.pk)


@require_POST
def remove_moment(request: HttpRequest, pk: int, moment: int) -> HttpResponse:
    """Take a moment off an hour's list."""
    found = find(request, ListeningHour, "organisation.own", pk=pk, held_at__isnull=True)
    visible(ListeningMoment).filter(hour=found, pk=moment).delete()
    return redirect("organisation:hour", pk=pk)


def _draw(found: ListeningHour, wanted: int) -> None:
    """Give out seats that are free by the rota: who sat in which earlier hours counts, held or coming."""
    order = {
        pk: place
        for place, pk in enumerate(
            visible(ListeningHour).order_by("starts_at", "pk").values_list("pk", flat=True)
        )
    }
    sat: dict[int, list[int]] = {}
    here = set()
    for seat in visible(ListeningSeat).exclude(came=False):
        if seat.hour_id == found.pk:
            here.add(seat.account_id)
        else:
            sat.setdefault(seat.account_id, []).append(order[seat.hour_id])
    listeners = [
        Listener(each.account_id, each.post, tuple(sorted(sat.get(each.account_id, ()))))
        for each in colleagues()
        if each.account_id not in here
    ]
    rng = np.random.default_rng(found.pk)
    for accounts in listening_rota(listeners=listeners, hours=1, seats=wanted, rng=rng):
        ListeningSeat.objects.bulk_create(
            ListeningSeat(hour=found, account_id=account) for account in accounts
        )
