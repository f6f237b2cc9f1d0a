"""The people and campaigns that the site's tests look at: everybody in them is invented.

Eva is an evaluator of all awards, Erik of another award only; Sam and Siv are shoppers; Otto is of Fjordvik,
Olga of Elvedal; Jo is a juror; Mallory has an account and no role. Anna Anonymous has none.
"""

from __future__ import annotations

from typing import Any

PASSWORD = "en rolig formiddag"
PEOPLE = ("eva", "erik", "sam", "siv", "otto", "olga", "jo", "mallory")


def settle(*, most: int = 40) -> dict[str, Any]:
    """Fill the record through the real functions and return what tests need to name."""
    import numpy as np
    from allauth.account.models import EmailAddress

    from benchmark.editions.made_up_fieldwork import keep_made_up_fieldwork
    from results.models import Account, Award, Organisation, Role, Shopper

    award = Award.objects.create(slug="town-award", name="Byens servicepris")
    other = Award.objects.create(slug="other-award", name="Den andre prisen")
    campaign = keep_made_up_fieldwork(award=award, most=most, rng=np.random.default_rng(20261201))
    elsewhere = keep_made_up_fieldwork(award=other, slug="other-award", most=12, rng=np.random.default_rng(7))
    roles: dict[str, dict[str, Any]] = {
        "eva": {"role": "evaluator"},
        "erik": {"role": "evaluator", "award": other},
        "sam": {"role": "shopper", "shopper": Shopper.objects.get(label="sam")},
        "siv": {"role": "shopper", "shopper": Shopper.objects.get(label="siv")},
        "otto": {"role": "organisation", "organisation": Organisation.objects.get(slug="fjordvik")},
        "olga": {"role": "organisation", "organisation": Organisation.objects.get(slug="elvedal")},
        "jo": {"role": "juror", "award": award},
    }
    people = {}
    for name in PEOPLE:
        account = Account(email=f"{name}@svartid.example", name=name.title(), language="en")
        account.set_password(PASSWORD)
        account.save()
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        if name in roles:
            Role.objects.create(account=account, **roles[name])
        people[name] = account
    from results.access.invitations import invite
    from results.models import Contact, Dispute, RatingSession

    mine, theirs = (Contact.objects.filter(campaign=each) for each in (campaign, elsewhere))
    rated = RatingSession.objects.filter(state="submitted").order_by("pk")
    disputes = {}
    for name, contacts in (("own", mine), ("other", theirs)):
        contact = contacts.filter(state="done").order_by("pk")[0]
        disputes[name] = Dispute.objects.create(
            contact=contact,
            organisation=contact.organisation,
            opened_by=people["otto"].label,
            text="Vi svarte, men anropet ble brutt hos dere.",
        ).pk
    invitations = {
        name: invite(
            email=f"{name}@svartid.example",
            role="evaluator",
            award=given,
            invited_by="operator",
            language="en",
        )
        for name, given in (
            ("ny", award),
            ("annen", other),
            ("taken", award),
            ("trukket", award),
            ("igjen", award),
        )
    }
    from town_letters import keep_letters  # type: ignore[import-not-found]
    from town_released import release_editions  # type: ignore[import-not-found]
    from town_tokens import give_tokens  # type: ignore[import-not-found]

    return {
        **release_editions(award=award, people=people),
        **give_tokens(people),
        **keep_letters(own=campaign, other=elsewhere),
        "people": {name: account.pk for name, account in people.items()},
        "campaign": campaign.slug,
        "elsewhere": elsewhere.slug,
        "contact": mine.filter(state="done", channel="phone").order_by("pk")[0].key,
        "sams_contact": _planned("sam", not_of="siv").pk,
        "sivs_contact": _planned("siv", not_of="sam").pk,
        "sams_rated": _rated("sam", not_of="siv"),
        "calibration": _calibration(campaign).pk,
        "contact_elsewhere": theirs.filter(state="done", channel="phone").order_by("pk")[0].key,
        "session": rated.filter(contact__campaign=campaign)[0].pk,
        "session_elsewhere": rated.filter(contact__campaign=elsewhere)[0].pk,
        "dispute": disputes["own"],
        "dispute_elsewhere": disputes["other"],
        "invitation": invitations["trukket"].invitation.pk,
        "invitation_again": invitations["igjen"].invitation.pk,
        "role": _leaving(award).pk,
        "trial": _trial().pk,
        "invitation_elsewhere": invitations["annen"].invitation.pk,
        "token": invitations["ny"].token,
        "other_token": invitations["taken"].token,
        "award": award.slug,
        "award_elsewhere": other.slug,
        "organisation": "fjordvik",
        "touchpoint": "switchboard",
        "shopper": "sam",
    }


def _leaving(award: Any) -> Any:
    """The role of a juror that may be taken back."""
    from results.models import Account, Role

    account = Account.objects.create(email="ida@svartid.example", name="Ida", language="nb")
    return Role.objects.create(account=account, role="juror", award=award)


def _trial() -> Any:
    """A test contact that was made, with the timeline and measurements of a made-up call."""
    import numpy as np
    from django.utils import timezone

    from benchmark.editions.made_up_call import made_up_call
    from probes.phone.measure import measure
    from results.models import Touchpoint, Trial

    now = timezone.now()
    timeline, outcome = made_up_call(
        started_at=now, touchpoint="fjordvik.switchboard", rng=np.random.default_rng(3), answered=True
    )
    return Trial.objects.create(
        touchpoint=Touchpoint.objects.get(organisation__slug="fjordvik", slug="switchboard"),
        enquiry="nursery-admission",
        asked_by="account:0",
        state="ended",
        started_at=now,
        ended_at=now,
        outcome=outcome.value,
        document=timeline.to_document(),
        measurements=[each.to_document() for each in measure(timeline).values()],
    )


def _rated(label: str, *, not_of: str) -> int:
    """A contact that the shopper has rated, and that the other has nothing to do with."""
    from results.models import RatingSession

    sent = RatingSession.objects.filter(shopper__label=label, role="first", state="submitted")
    others = sent.exclude(contact__second_shopper__label=not_of).order_by("pk")
    return int(others.values_list("contact", flat=True)[0])


def _calibration(campaign: Any) -> Any:
    """A contact that neither Sam nor Siv knows, released for everybody to rate."""
    from results.models import Calibration, Contact

    known = ("sam", "siv")
    contacts = Contact.objects.filter(campaign=campaign, channel="phone", outcome="answered_by_person")
    strange = contacts.exclude(shopper__label__in=known).exclude(second_shopper__label__in=known)
    return Calibration.objects.create(
        campaign=campaign, contact=strange.order_by("pk")[0], released_by="account:1"
    )


def _planned(label: str, *, not_of: str) -> Any:
    """The shopper's first planned telephone contact that the other has nothing to do with."""
    from django.db.models import Q

    from results.models import Contact

    others = Q(shopper__label=not_of) | Q(second_shopper__label=not_of)
    mine = Contact.objects.filter(state="planned", channel="phone", shopper__label=label)
    return mine.exclude(pk__in=Contact.objects.filter(others).values("pk")).order_by("pk")[0]
