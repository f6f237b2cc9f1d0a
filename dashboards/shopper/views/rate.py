from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.fieldwork.book import organisation_in
from dashboards.shopper.own_contact import own_contact
from dashboards.shopper.rating_page import send_rating, show_rating, take_answers
from dashboards.shopper.views.brief import brief_words
from dashboards.site.access.find import viewer_of
from dashboards.site.access.trail import saw
from results.access.visible import visible
from results.errors import EvidenceDamaged, NotRatable
from results.evidence import read_evidence
from results.models import Contact, Evidence, RatingSession
from results.queries.what_was_said import what_was_said
from results.rating.open_rating import open_rating


@own_contact()
def rate(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Ask a contact's questions, beside what is there to rate from and the organisation's right answers."""
    viewer = viewer_of(request)
    assert viewer.shopper is not None
    try:
        session = open_rating(
            contact=contact,
            shopper=viewer.shopper,
            language=get_language() or "en",
            now=timezone.now(),
            role="first" if viewer.shopper == contact.shopper_id else "second",
        )
    except NotRatable:
        messages.warning(request, _("There is nothing to rate here yet."))
        return redirect("shopper:contact", pk=contact.pk)
    saw(request, f"contact:{contact.pk}")
    session.contact = contact
    right = organisation_in(contact.campaign_id, contact.organisation_id).answers.get(
        contact.enquiry.slug, {}
    )
    words = brief_words(contact)
    said = what_was_said(contact)
    for piece in said.sounds:
        piece.address = reverse("shopper:sound", args=[contact.pk, piece.pk])  # type: ignore[attr-defined]
    return show_rating(
        request,
        session,
        said=said,
        key=[(question, right[fact]) for fact, question in words["facts"] if fact in right],
        save_url=reverse("shopper:answers", args=[contact.pk]),
        send_url=reverse("shopper:send", args=[contact.pk]),
        **words,
    )


@require_POST
@own_contact()
def answers(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Save answers that a browser kept."""
    return take_answers(request, _opened(contact))


@require_POST
@own_contact()
def send(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Send the rating to the editors."""
    return send_rating(
        request,
        _opened(contact),
        home=reverse("shopper:home"),
        form=reverse("shopper:rate", args=[contact.pk]),
    )


@own_contact()
def sound(request: HttpRequest, contact: Contact, piece: int) -> HttpResponse:
    """Let the shopper hear a recording of the contact, which is kept by agreement."""
    return hand_out_sound(request, contact, piece)


def hand_out_sound(request: HttpRequest, contact: Contact, piece: int) -> HttpResponse:
    """Return a recording's sound, unsealed. Raises Http404 where it is gone or none."""
    pieces = visible(Evidence).filter(attempt__contact=contact, kind="sound", purged_at__isnull=True)
    found = pieces.filter(pk=piece).first()
    if found is None or not found.media_type.startswith("audio/"):
        raise Http404
    saw(request, f"evidence:{found.pk}")
    try:
        return HttpResponse(read_evidence(found), content_type=found.media_type)
    except EvidenceDamaged:
        raise Http404 from None


def _opened(contact: Contact) -> RatingSession:
    session = visible(RatingSession).filter(contact=contact).exclude(state="withdrawn").first()
    if session is None:
        raise Http404
    session.contact = contact
    return session
