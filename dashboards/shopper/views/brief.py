from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from benchmark.fieldwork.book import enquiry_of
from dashboards.shopper.own_contact import own_contact
from dashboards.site.access.find import viewer_of
from dashboards.site.access.trail import saw
from results.access.visible import visible
from results.models import Contact, RatingSession
from results.rating.open_rating import is_ratable


@own_contact()
def brief(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Show an assignment: who one is, what one asks and says, which facts a right answer holds.

    The address stands there only for whoever dials, writes or goes there on their own.
    """
    saw(request, f"contact:{contact.pk}")
    viewer = viewer_of(request)
    makes = viewer.shopper == contact.shopper_id
    rating = visible(RatingSession).filter(contact=contact).exclude(state="withdrawn").first()
    context: dict[str, Any] = {
        "contact": contact,
        "title": enquiry_of(contact.enquiry_id).title.say(get_language() or "en"),
        "makes": makes and contact.state != "done" and contact.mode != "automatic",
        "own_way": makes and contact.mode == "manual",
        "ratable": is_ratable(contact) and contact.campaign.questionnaire_id is not None,
        "rating": rating,
        "early": contact.state == "planned" and timezone.now() < contact.due_at,
        **brief_words(contact),
    }
    return render(request, "shopper/brief.html", context)


def brief_words(contact: Contact) -> dict[str, Any]:
    """Return the enquiry's words: about it in the reader's language, what is said in the contact's own."""
    enquiry = enquiry_of(contact.enquiry_id)
    reads, speaks = get_language() or "en", contact.language
    return {
        "persona": enquiry.persona.say(reads),
        "role_play": enquiry.brief.say(reads),
        "opening": enquiry.opening.say(speaks),
        "question": enquiry.question.say(speaks) if enquiry.question else "",
        "facts": [(fact.id, fact.question.say(speaks)) for fact in enquiry.facts],
        "speaks": enquiry.opening.language_for(speaks),
    }
