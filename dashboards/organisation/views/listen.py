from __future__ import annotations

from django.contrib import messages
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dashboards.organisation.masked import masked
from dashboards.organisation.moments import clock, moments, playable, said_of, sound_starts_ms
from dashboards.organisation.pages import edition_context, find_edition
from dashboards.organisation.people import called, colleagues
from dashboards.organisation.views.contact import find_contact, seen_now
from dashboards.site.access.find import viewer_of
from dashboards.site.access.trail import did, saw
from dashboards.site.drawn import chart_language
from probes.timeline import Timeline
from results.access.visible import visible
from results.models import Account, Attempt, Comment, Contact, ListeningHour, Mention
from results.queries.contact_story import AttemptStory, contact_story


def listen(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Walk through a contact event by event (*medlytt*), with its sound where that may be heard."""
    campaign = find_edition(request, slug)
    found = find_contact(request, slug, key)
    saw(request, f"contact:{found.pk}", listened=True)
    seen_now(found)
    stories = [each for each in contact_story(found).attempts if each.timeline is not None]
    chosen = _chosen(stories, request.GET.get("attempt", ""))
    comments = list(visible(Comment).filter(contact=found).order_by("at"))
    context = edition_context(
        campaign,
        "contacts",
        contact=found,
        stories=stories,
        chosen=chosen,
        start_ms=_ms(request.GET.get("at", "")) or 0,
        said=said_of([each for each in comments if each.offset_ms is None]),
        colleagues=[each for each in colleagues() if each.account_id != viewer_of(request).account],
        hours=visible(ListeningHour).filter(held_at__isnull=True).order_by("starts_at"),
        hour=visible(ListeningHour).filter(pk=int(_ms(request.GET.get("hour", "")) or 0)).first(),
    )
    if chosen is not None and chosen.timeline is not None:
        timeline = Timeline.from_document(chosen.timeline.document, name=f"attempt {chosen.attempt.pk}")
        here = said_of([each for each in comments if each.attempt_id == chosen.attempt.pk])
        steps = moments(timeline, comments=here, language=chart_language())
        context |= {
            "steps": steps,
            "end_ms": steps[-1].at_ms if steps else 0,
            "end_clock": steps[-1].clock if steps else "",
            "start_clock": clock(_ms(request.GET.get("at", "")) or 0),
            "sound": playable(chosen.evidence),
            "sound_starts_ms": sound_starts_ms(timeline),
        }
    return render(request, "organisation/listen.html", context)


@require_POST
def comment(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Leave a comment on a contact, perhaps at a moment of it, and mention colleagues, who get a letter."""
    found = find_contact(request, slug, key)
    text = request.POST.get("text", "").strip()[:4000]
    attempt = _own_attempt(found, request.POST.get("attempt", ""))
    at = _ms(request.POST.get("at", "")) if attempt else None
    back = _back(slug, key, request.POST.get("back", ""), attempt, at)
    if not text:
        messages.error(request, _("A comment needs words."))
        return redirect(back)
    people = {str(each.account_id): each.account for each in colleagues()}
    wanted = [people[pk] for pk in dict.fromkeys(request.POST.getlist("mention")) if pk in people]
    kept = [called(each) for each in people.values()]
    with transaction.atomic():
        made = Comment.objects.create(
            contact=found,
            attempt=attempt,
            offset_ms=at,
            author=viewer_of(request).label,
            role="organisation",
            text=masked(text, organisation=found.organisation, keep=kept),
        )
        Mention.objects.bulk_create(Mention(comment=made, account=each) for each in wanted)
        did(request, "comment.made", f"contact:{found.pk}", mentioned=len(wanted))
    for each in wanted:
        _write(each, request.build_absolute_uri(back), called(_self(request)))
    if made.text != text:
        messages.info(request, _("Names and numbers were taken out: no agent is named here."))
    return redirect(back)


def _self(request: HttpRequest) -> Account | None:
    return request.user if isinstance(request.user, Account) else None


def _write(to: Account, url: str, by: str) -> None:
    if not to.email:
        return
    with translation.override(to.language):
        send_mail(
            _("You were mentioned in a comment"),
            render_to_string("organisation/mention_letter.txt", {"url": url, "by": by}),
            None,
            [to.email],
        )


def _chosen(stories: list[AttemptStory], number: str) -> AttemptStory | None:
    """The attempt asked for, else the last one, which is the one that counted."""
    return next(
        (each for each in stories if str(each.attempt.number) == number), stories[-1] if stories else None
    )


def _own_attempt(found: Contact, number: str) -> Attempt | None:
    if not number.isdecimal():
        return None
    return visible(Attempt).filter(contact=found, number=int(number)).first()


def _ms(text: str) -> float | None:
    """Read a number of ms, at most a month; None for anything else."""
    whole = text.partition(".")[0]
    return float(whole) if whole.isdecimal() and len(whole) < 10 else None


def _back(slug: str, key: str, name: str, attempt: Attempt | None, at: float | None) -> str:
    if name != "listen":
        return reverse("organisation:contact", args=[slug, key]) + "#comments"
    query = f"?attempt={attempt.number}&at={at or 0:.0f}" if attempt else ""
    return reverse("organisation:listen", args=[slug, key]) + query
