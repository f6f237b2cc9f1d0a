from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dashboards.shopper.practice import practice_of
from dashboards.shopper.rating_page import send_rating, show_rating, take_answers
from dashboards.shopper.views.brief import brief_words
from dashboards.shopper.views.rate import hand_out_sound
from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.access.trail import saw
from results.access.visible import visible
from results.errors import NotRatable
from results.models import Calibration, RatingSession
from results.queries.own_severity import own_severity
from results.queries.what_was_said import what_was_said
from results.rating.open_rating import open_rating


def calibration(request: HttpRequest) -> HttpResponse:
    """Show what waits to be rated by everybody, and how one's own ratings compare, by campaign."""
    may(request, "shopper.home")
    shopper = viewer_of(request).shopper
    assert shopper is not None
    context = {"waiting": practice_of(shopper).calibrations, "severities": own_severity(shopper)}
    return render(request, "shopper/calibration.html", context)


def calibrate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the questions of a contact that every shopper of the campaign rates."""
    found, shopper = _find(request, pk)
    try:
        session = open_rating(
            contact=found.contact,
            shopper=shopper,
            language=get_language() or "en",
            now=timezone.now(),
            role="calibration",
        )
    except NotRatable:
        messages.warning(request, _("There is nothing to rate here yet."))
        return redirect("shopper:calibration")
    saw(request, f"contact:{found.contact_id}")
    session.contact = found.contact
    said = what_was_said(found.contact)
    for piece in said.sounds:
        piece.address = reverse("shopper:calibration_sound", args=[found.pk, piece.pk])  # type: ignore[attr-defined]
    return show_rating(
        request,
        session,
        calibration=found,
        said=said,
        save_url=reverse("shopper:calibration_answers", args=[found.pk]),
        send_url=reverse("shopper:calibration_send", args=[found.pk]),
        **brief_words(found.contact),
    )


@require_POST
def calibration_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Save answers that a browser kept."""
    return take_answers(request, _opened(request, pk))


@require_POST
def calibration_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the rating of a calibration."""
    return send_rating(
        request,
        _opened(request, pk),
        home=reverse("shopper:calibration"),
        form=reverse("shopper:calibrate", args=[pk]),
    )


def calibration_sound(request: HttpRequest, pk: int, piece: int) -> HttpResponse:
    """Let the shopper hear the recording that everybody rates."""
    found, _shopper = _find(request, pk)
    return hand_out_sound(request, found.contact, piece)


def _find(request: HttpRequest, pk: int) -> tuple[Calibration, int]:
    rows = visible(Calibration).select_related(
        "contact__campaign__questionnaire", "contact__organisation", "contact__touchpoint", "contact__enquiry"
    )
    found = find(request, Calibration, "shopper.calibration", among=rows, pk=pk)
    shopper = viewer_of(request).shopper
    assert shopper is not None
    return found, shopper


def _opened(request: HttpRequest, pk: int) -> RatingSession:
    found, _shopper = _find(request, pk)
    session = visible(RatingSession).filter(contact=found.contact_id).exclude(state="withdrawn").first()
    if session is None or found.closed_at is not None:
        raise Http404
    session.contact = found.contact
    return session
