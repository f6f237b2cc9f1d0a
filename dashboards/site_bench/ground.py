"""The record that the bench reads, and the people who read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.utils import timezone

from benchmark.editions.example.keep_example import keep_example
from benchmark.editions.example.size import ExampleSize
from benchmark.editions.jury_evidence import nominee_ids
from dashboards.site_bench.pages import PAGES
from results.jury_work import open_jury
from results.models import (
    Account,
    Award,
    Campaign,
    Contact,
    Jury,
    OrganisationClass,
    Participant,
    RatingSession,
    Role,
    Shopper,
)

SIZE = ExampleSize("bench", organisations=200, classes=20, shoppers=100, years=1, begun=150)
"""200 organisations with 25 contacts each, and an edition of as many that has begun."""

CROWD = {"stranger": 2, "shopper": 18, "organisation": 14, "evaluator": 14, "juror": 2}
"""How many people of each role read at the same time; fifty in all."""


def lay_ground(tell: Callable[[str], None]) -> dict[str, str]:
    """Fill an empty record with the edition that is read; return what the gaps of the paths are."""
    done = keep_example(size=SIZE, tell=tell)
    # A shopper signs in as one account: the example's own person makes room for the crowd.
    Role.objects.filter(role="shopper").update(ended_at=timezone.now())
    released, begun = done.campaigns[0], done.campaigns[-1]
    now = timezone.now()
    open_jury(
        campaign=Campaign.objects.get(slug=released), votes_from=now - dt.timedelta(days=1),
        votes_until=now + dt.timedelta(days=9), blind=True, opened_by="bench",
    )  # fmt: skip
    return gaps(campaign=released, begun=begun)


def gaps(*, campaign: str, begun: str, edition: str = "") -> dict[str, str]:
    """Return what fills the gaps of the pages' paths.

    `campaign` is over and read by evaluators, `begun` is under way, `edition` (else `campaign`) is what
    organisations read.
    """
    contact = Contact.objects.filter(campaign__slug=campaign, channel="phone", state="done").order_by("key")
    rating = RatingSession.objects.filter(contact__campaign__slug=begun, state="submitted").order_by("pk")
    member = Participant.objects.filter(campaign__slug=campaign).order_by("organisation__slug")
    return _judged(edition or campaign) | {
        "campaign": campaign,
        "begun": begun,
        "edition": edition or campaign,
        "contact": contact[0].key,
        "session": str(rating[0].pk),
        "organisation": member.select_related("organisation")[0].organisation.slug,
        "shopper": Shopper.objects.order_by("label")[0].label,
    }


def _judged(edition: str) -> dict[str, str]:
    """Return a class before the jury, the one with the most nominees, and a contact of one of them."""
    jury = Jury.objects.select_related("run").get(campaign__slug=edition)
    taking_part = Participant.objects.filter(campaign=jury.campaign_id)
    classes = OrganisationClass.objects.filter(pk__in=taking_part.values("klass"))
    nominees = {each: nominee_ids(jury=jury, klass=each) for each in classes.order_by("slug")}
    klass, ids = max(nominees.items(), key=lambda one: len(one[1]))
    contacts = Contact.objects.filter(campaign=jury.campaign_id, organisation__in=ids, state="done")
    return {"klass": klass.slug, "judged": str(contacts.order_by("pk")[0].pk)}


def crowd(told: dict[str, str]) -> list[dict[str, Any]]:
    """Let fifty people sign in; return each with a cookie and the pages of their role."""
    people = []
    for role, count in CROWD.items():
        belongs = _belongings(role, count, told)
        for number in range(count):
            of, own = belongs[number % len(belongs)]
            filled = told | own
            pages = [[each.name, each.path.format(**filled)] for each in PAGES if each.role == role]
            cookie = "" if role == "stranger" else _signed_in(role, number, of)
            people.append({"role": role, "cookie": cookie, "pages": pages})
    return people


def _belongings(role: str, count: int, told: dict[str, str]) -> list[tuple[dict[str, Any], dict[str, str]]]:
    """Return what the people of a role belong to, and what fills the gaps of their own pages."""
    if role == "shopper":
        contacts = Contact.objects.filter(
            campaign__slug=told["begun"], state="planned", shopper__isnull=False
        )
        mine = contacts.order_by("shopper_id", "due_at").distinct("shopper_id")[:count]
        return [({"shopper": each.shopper}, {"own": str(each.pk)}) for each in mine.select_related("shopper")]
    if role == "organisation":
        rated = Contact.objects.filter(campaign__slug=told["edition"], channel="phone",
                                       outcome="answered_by_person")  # fmt: skip
        theirs = rated.order_by("organisation_id", "key").distinct("organisation_id")[:count]
        return [
            ({"organisation": each.organisation, "owner": True}, {"own": each.key})
            for each in theirs.select_related("organisation")
        ]
    if role == "juror":
        return [({"award": Award.objects.get(campaigns__slug=told["edition"])}, {})]
    return [({}, {})]


def _signed_in(role: str, number: int, of: dict[str, Any]) -> str:
    """Give somebody a role and a session, as signing in does; return the cookies that a browser keeps."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    account, new = Account.objects.get_or_create(
        email=f"{role}{number}@bench.example", defaults={"name": f"Bench {number}", "language": "nb"}
    )
    if new:
        Role.objects.create(account=account, role=role, **of)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.LANGUAGE_COOKIE_NAME}=nb"


def largest_campaign() -> str:
    """Return the campaign with the most contacts."""
    from django.db.models import Count

    return Campaign.objects.annotate(size=Count("contacts")).order_by("-size", "slug")[0].slug
