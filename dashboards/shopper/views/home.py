from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dashboards.shopper.practice import practice_of
from dashboards.shopper.week import DAYS, week_map
from dashboards.site.access.find import may, viewer_of
from results.queries.assignments import assignments

_TODAY = ZoneInfo("Europe/Oslo")
"""The clock that says which day it is for shoppers. Project's own choice; hours are each organisation's."""


def home(request: HttpRequest) -> HttpResponse:
    """Show what the shopper has to do: what came back, what waits to be rated, today, the week ahead."""
    may(request, "shopper.home")
    shopper = viewer_of(request).shopper
    assert shopper is not None
    now = timezone.now()
    today = now.astimezone(_TODAY).date()
    horizon = dt.datetime.combine(today + dt.timedelta(days=DAYS), dt.time(), _TODAY)
    mine = assignments(shopper=shopper, until=horizon)
    week = week_map(mine.due, today=today)
    context = {
        "mine": mine,
        "today": week.days[0].contacts,
        "week": week,
        "ahead": [day for day in week.days[1:] if day.contacts],
        "now": now,
        "practice": practice_of(shopper),
    }
    return render(request, "shopper/home.html", context)
