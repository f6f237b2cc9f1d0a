from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django_scopes.exceptions import ScopeError  # type: ignore[import-untyped]

from results.access.viewer import Viewer, who_looks
from results.models import (
    Account,
    Action,
    Assignment,
    Attempt,
    AuditEvent,
    Award,
    Ballot,
    Calibration,
    Campaign,
    Comment,
    Contact,
    Dispute,
    Evidence,
    Exclusion,
    Invitation,
    Jury,
    JuryConflict,
    Letter,
    ListeningHour,
    ListeningMoment,
    ListeningSeat,
    Measurement,
    Mention,
    Organisation,
    OwnTarget,
    Participant,
    PracticeCall,
    PracticePhone,
    Publication,
    QuizSitting,
    RankingRow,
    RatingSession,
    ReportedFigure,
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


def _own_organisation(path: str) -> _Rule:
    """What an organisation keeps for itself: its plan, its hours, its people."""
    return lambda viewer: Q(**{path: viewer.organisation})


def _colleagues_words(viewer: Viewer) -> Q:
    """Comments of one's own organisation: neither a jury's nor the house's notes, nor what was hidden."""
    own = _own_released("contact__organisation", "contact__campaign")(viewer)
    return own & Q(role="organisation", hidden_at__isnull=True)


def _named_oneself(viewer: Viewer) -> Q:
    return Q(account=viewer.account, comment__contact__organisation=viewer.organisation)


def _own_practice(path: str) -> _Rule:
    """One's own phone and how one practised: no colleague's, whoever leads whom."""
    return lambda viewer: Q(**{f"{path}account": viewer.account, f"{path}organisation": viewer.organisation})


def _judged(path: str) -> _Rule:
    """Contacts of an edition before the award's jury, but for classes in which the juror is bound."""

    def rule(viewer: Viewer) -> Q:
        dot = f"{path}__" if path else ""
        bound = JuryConflict.objects.filter(
            account=viewer.account,
            jury__campaign=OuterRef(f"{dot}campaign"),
            organisation__participations__campaign=OuterRef(f"{dot}campaign"),
            organisation__participations__klass=OuterRef(f"{dot}klass"),
        )
        award = Q(**{f"{dot}campaign__award": viewer.award, f"{dot}campaign__jury__isnull": False})
        return award & ~Q(Exists(bound))

    return rule


def _own_notes(viewer: Viewer) -> Q:
    """A juror's own notes on what they judge: no colleague's, and nothing that organisations say."""
    return _judged("contact")(viewer) & Q(role="jury", author=viewer.label)


def _taken_part(viewer: Viewer) -> Q:
    theirs = Participant.objects.filter(campaign=OuterRef("pk"), organisation=viewer.organisation)
    return Q(Exists(theirs), released_at__isnull=False)


def _given_contacts(viewer: Viewer) -> Q:
    theirs = Contact.objects.filter(_own_contact()(viewer), campaign=OuterRef("pk"))
    return Q(Exists(theirs))


def _given_campaign(path: str) -> _Rule:
    """What belongs to a campaign in which the shopper has a contact."""

    def rule(viewer: Viewer) -> Q:
        return Q(Exists(Contact.objects.filter(_own_contact()(viewer), campaign=OuterRef(path))))

    return rule


def _heard_by_shopper(viewer: Viewer) -> Q:
    """Evidence of the shopper's own contacts, and of those that everybody of the campaign rates."""
    given = Campaign.objects.filter(_given_contacts(viewer))
    return _own_contact("attempt__contact")(viewer) | Q(attempt__contact__calibration__campaign__in=given)


_RULES: dict[str, dict[type[Model], _Rule]] = {
    "evaluator": {
        Account: _house,
        Assignment: _award("contact__campaign__award"),
        Attempt: _award("campaign__award"),
        AuditEvent: _house,
        Award: _award("pk"),
        Campaign: _award("award"),
        Comment: lambda viewer: _award("contact__campaign__award")(viewer) & ~Q(role="jury"),
        Contact: _award("campaign__award"),
        Dispute: _award("contact__campaign__award"),
        Evidence: _award("attempt__campaign__award"),
        Exclusion: _award("contact__campaign__award"),
        Invitation: _award("award"),
        # What lies in the tray belongs to no award: for evaluators of all awards only.
        Letter: _award("attempt__campaign__award"),
        Measurement: _award("attempt__campaign__award"),
        Organisation: _award_organisation("pk"),
        Participant: _award("campaign__award"),
        PracticePhone: _award_organisation("organisation"),
        RankingRow: _award("run__score_run__campaign__award"),
        RatingSession: _award("contact__campaign__award"),
        ReportedFigure: _award("attempt__campaign__award"),
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
        Calibration: _given_campaign("campaign"),
        Evidence: _heard_by_shopper,
        QuizSitting: _own_shopper("shopper"),
        RatingSession: _own_shopper("shopper"),
        Review: _own_shopper("session__shopper"),
        Shopper: _own_shopper("pk"),
        TimelineDocument: _own_contact("attempt__contact"),
    },
    "organisation": {
        Action: _own_organisation("organisation"),
        Attempt: _own_released("organisation", "campaign"),
        Campaign: _taken_part,
        Comment: _colleagues_words,
        Contact: _own_released("organisation", "campaign"),
        Dispute: _own_released("organisation", "contact__campaign"),
        Evidence: _own_released("attempt__organisation", "attempt__campaign"),
        Exclusion: _own_released("contact__organisation", "contact__campaign"),
        Invitation: _own_organisation("organisation"),
        ListeningHour: _own_organisation("organisation"),
        ListeningMoment: _own_organisation("hour__organisation"),
        ListeningSeat: _own_organisation("hour__organisation"),
        Measurement: _own_released("attempt__organisation", "attempt__campaign"),
        Mention: _named_oneself,
        Organisation: lambda viewer: Q(pk=viewer.organisation),
        OwnTarget: _own_organisation("organisation"),
        Participant: _own_released("organisation", "campaign"),
        PracticeCall: _own_practice("phone__"),
        PracticePhone: _own_practice(""),
        RankingRow: _own_released("organisation", "run__score_run__campaign"),
        RatingSession: _own_released("contact__organisation", "contact__campaign"),
        Role: _own_organisation("organisation"),
        Score: _own_released("organisation", "run__campaign"),
        TimelineDocument: _own_released("attempt__organisation", "attempt__campaign"),
        Touchpoint: lambda viewer: Q(organisation=viewer.organisation),
    },
    "juror": {
        Award: lambda viewer: Q(pk=viewer.award),
        Ballot: lambda viewer: Q(account=viewer.account, jury__campaign__award=viewer.award),
        Campaign: lambda viewer: Q(award=viewer.award),
        Comment: _own_notes,
        Contact: _judged(""),
        Evidence: _judged("attempt__contact"),
        Jury: lambda viewer: Q(campaign__award=viewer.award),
        JuryConflict: lambda viewer: Q(account=viewer.account, jury__campaign__award=viewer.award),
        Participant: lambda viewer: Q(campaign__award=viewer.award),
    },
    "public": {
        Campaign: lambda _viewer: Q(released_at__isnull=False, demo=False),
        Publication: lambda _viewer: Q(),
    },
}
"""What each role may see of each table; whatever is not named is refused."""
