from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.editions.development import Edition, development
from dashboards.charts.development import Point, development_chart
from dashboards.organisation.pages import own_organisation
from dashboards.site.access.find import may, viewer_of
from dashboards.site.drawn import chart_language, drawn
from dashboards.site.templatetags.written import said
from results.access.visible import visible
from results.models import Action, Campaign, Dispute, ListeningSeat, Mention


def home(request: HttpRequest) -> HttpResponse:
    """Show where the organisation stands: the newest released result, how it came there, what waits."""
    may(request, "organisation.home")
    organisation = own_organisation(request)
    account = viewer_of(request).account
    editions = development(organisation=organisation.pk, campaigns=list(visible(Campaign)))
    mentions = (
        visible(Mention)
        .filter(seen_at__isnull=True)
        .select_related("comment__contact__campaign", "comment__attempt")
    )
    soon = visible(ListeningSeat).filter(
        account=account, hour__held_at__isnull=True, hour__starts_at__gte=timezone.now()
    )
    return render(
        request,
        "organisation/home.html",
        {
            "organisation": organisation,
            "editions": editions[::-1],
            "newest": editions[-1] if editions else None,
            "chart": _chart(editions),
            "mentions": mentions.order_by("-comment__at")[:10],
            "seats": soon.select_related("hour").order_by("hour__starts_at")[:3],
            "actions": visible(Action).filter(state="open", owner=account).order_by("due_on")[:5],
            "answered": visible(Dispute)
            .filter(state__in=("upheld", "rejected"))
            .select_related("contact__campaign")
            .order_by("-decided_at")[:3],
            "today": timezone.localdate(),
        },
    )


def _chart(editions: list[Edition]) -> dict[str, object] | None:
    points = [
        Point(
            title=_title(each.campaign),
            score=each.score,
            low=each.low,
            high=each.high,
            n=each.n,
            best=each.best or 0,
            worst=each.worst or 0,
            size=each.size,
            comparable=each.comparable,
        )
        for each in editions
        if each.score is not None and each.low is not None and each.high is not None
    ]
    return drawn(development_chart(points, language=chart_language()), name="development") if points else None


def _title(campaign: Campaign) -> str:
    """An edition's name with its year, and what it is if it is a demonstration."""
    title = f"{said(campaign.title) or campaign.slug}, {campaign.ends_on.year}"
    return f"{title} ({_('a demonstration')})" if campaign.demo else title
