from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django_scopes.exceptions import ScopeError  # type: ignore[import-untyped]

from results.access.viewer import Viewer, who_looks
from results.models import (
    Account,
    Assignment,
    Attempt,
    AuditEvent,
    Award,
    Campaign,
    Comment,
    Contact,
    Dispute,
    Evidence,
    Invitation,
    Measurement,
    Organisation,
    Participant,
    RankingRow,
    RatingSession,
    Review,
    Role,
    Score,
    Shopper,
    TimelineDocument,
    Touchpoint,
    Trial,
)

Row = TypeVar("Row", bound=Model)
_Rule = Callable[[Viewer], Q]


def visible(table: type[Row]) -> QuerySet[Row]:
    """Return the rows of a table that whoever looks may see: the only way pages reach the record.

    Raises ScopeError where nobody looks (`results.access.viewer.looking`), or where the role has no
    business with the table at all. This is one of two guards; the other are the predicates of the site.
    """
    viewer = who_looks()
    if viewer is None:
        raise ScopeError(f"{table.__name__} was asked for and nobody is looking")
    rule = _RULES.get(viewer.role, {}).get(table)
    if rule is None:
        raise ScopeError(f"{viewer.role} has no business with {table.__name__}")
    return table._default_manager.filter(rule(viewer))  # noqa: SLF001 - Django's own name for it


def _award(path: str) -> _Rule:
    """An evaluator of one award sees what belongs to its campaigns; one of all awards everything."""

    def rule(viewer: Viewer) -> Q:
        return Q() if viewer.award is None else Q(**{path: viewer.award})

    return rule


def _house(viewer: Viewer) -> Q:
    """What belongs to no award: for evaluators of all awards only."""
    return Q() if viewer.award is None else Q(pk__in=())


def _award_organisation(path: str) -> _Rule:
    def rule(viewer: Viewer) -> Q:
        if viewer.award is None:
            return Q()
        taking_part = Participant.objects.filter(organisation=OuterRef(path), campaign__award=viewer.award)
        return Q(Exists(taking_part))

    return rule


def _award_shopper(viewer: Viewer) -> Q:
    if viewer.award is None:
        return Q()
    theirs = Contact.objects.filter(campaign__award=viewer.award)
    return Q(pk__in=theirs.values("shopper")) | Q(pk__in=theirs.values("second_shopper"))


def _own_shopper(path: str) -> _Rule:
    return lambda viewer: Q(**{path: viewer.shopper})


def _own_contact(path: str = "") -> _Rule:
    """Contacts that are the shopper's to place or to rate again."""

    def rule(viewer: Viewer) -> Q:
        dot = f"{path}__" if path else ""
        return Q(**{f"{dot}shopper": viewer.shopper}) | Q(**{f"{dot}second_shopper": viewer.shopper})

    return rule


def _own_released(organisation: str, campaign: str) -> _Rule:
    """What is an organisation's own, once its campaign is released."""

    def rule(viewer: Viewer) -> Q:
        return Q(**{organisation: viewer.organisation, f"{campaign}__released_at__isnull": False})

    return rule


def _taken_part(viewer: Viewer) -> Q:
    theirs = Participant.objects.filter(campaign=OuterRef("pk"), organisation=viewer.organisation)
    return Q(Exists(theirs), released_at__isnull=False)


def _given_contacts(viewer: Viewer) -> Q:
    theirs = Contact.objects.filter(_own_contact()(viewer), campaign=OuterRef("pk"))
    return Q(Exists(theirs))


_RULES: dict[str, dict[type[Model], _Rule]] = {
    "evaluator": {
        Account: _house,
        Assignment: _award("contact__campaign__award"),
        Attempt: _award("campaign__award"),
        AuditEvent: _house,
        Award: _award("pk"),
        Campaign: _award("award"),
        Comment: _award("contact__campaign__award"),
        Contact: _award("campaign__award"),
        Dispute: _award("contact__campaign__award"),
        Evidence: _award("attempt__campaign__award"),
        Invitation: _award("award"),
        Measurement: _award("attempt__campaign__award"),
        Organisation: _award_organisation("pk"),
        Participant: _award("campaign__award"),
        RankingRow: _award("run__score_run__campaign__award"),
        RatingSession: _award("contact__campaign__award"),
        Review: _award("session__contact__campaign__award"),
        Role: _award("award"),
        Score: _award("run__campaign__award"),
        Shopper: _award_shopper,
        TimelineDocument: _award("attempt__campaign__award"),
        Touchpoint: _award_organisation("organisation"),
        Trial: _award_organisation("touchpoint__organisation"),
    },
    "shopper": {
        Assignment: _own_shopper("shopper"),
        Attempt: _own_contact("contact"),
        Campaign: _given_contacts,
        Contact: _own_contact(),
        Evidence: _own_contact("attempt__contact"),
        RatingSession: _own_shopper("shopper"),
        Review: _own_shopper("session__shopper"),
        Shopper: _own_shopper("pk"),
        TimelineDocument: _own_contact("attempt__contact"),
    },
    "organisation": {
        Attempt: _own_released("organisation", "campaign"),
        Campaign: _taken_part,
        Comment: _own_released("contact__organisation", "contact__campaign"),
        Contact: _own_released("organisation", "campaign"),
        Dispute: _own_released("organisation", "contact__campaign"),
        Evidence: _own_released("attempt__organisation", "attempt__campaign"),
        Measurement: _own_released("attempt__organisation", "attempt__campaign"),
        Organisation: lambda viewer: Q(pk=viewer.organisation),
        RatingSession: _own_released("contact__organisation", "contact__campaign"),
        Score: _own_released("organisation", "run__campaign"),
        TimelineDocument: _own_released("attempt__organisation", "attempt__campaign"),
        Touchpoint: lambda viewer: Q(organisation=viewer.organisation),
    },
    "juror": {
        Award: lambda viewer: Q(pk=viewer.award),
        Campaign: lambda viewer: Q(award=viewer.award),
    },
    "public": {
        Campaign: lambda _viewer: Q(released_at__isnull=False, demo=False),
    },
}
"""What each role may see of each table; whatever is not named is refused."""
