"""The first guard: the record answers for whoever looks, and refuses where nobody does."""

import pytest


@pytest.fixture
def two_houses(planter):
    from results.models import Award, Participant

    made = {}
    for name in ("town-award", "other-award"):
        award = Award.objects.create(slug=name, name=name)
        campaign = planter.campaign(name, award=award)
        for slug, label in (("fjordvik", "sam"), ("elvedal", "siv")):
            point = planter.touchpoint(planter.organisation(slug))
            contact = planter.contact(campaign, point, shopper=planter.shopper(label), key=f"{slug}.{name}")
            Participant.objects.get_or_create(
                campaign=campaign, organisation=point.organisation,
                defaults={"klass": point.organisation.klass, "document": point.organisation.document},
            )  # fmt: skip
            made[contact.key] = contact
    return made


def seen(**who):
    from results.access.viewer import Viewer, looking
    from results.access.visible import visible
    from results.models import Contact

    with looking(Viewer(label="account:1", **who)):
        return sorted(visible(Contact).values_list("key", flat=True))


def test_nobody_looking_is_refused(record):
    from django_scopes.exceptions import ScopeError

    from results.access.visible import visible
    from results.models import Contact

    with pytest.raises(ScopeError, match="nobody is looking"):
        visible(Contact)


@pytest.mark.parametrize(
    ("role", "table"),
    [
        ("shopper", "Score"), ("shopper", "Organisation"), ("shopper", "Account"),
        ("organisation", "Account"), ("organisation", "Shopper"), ("organisation", "AuditEvent"),
        ("juror", "Shopper"), ("juror", "Score"), ("public", "Contact"), ("public", "Organisation"),
        ("mallory", "Campaign"),
    ],
)  # fmt: skip
def test_a_role_without_business_is_refused(record, role, table):
    from django_scopes.exceptions import ScopeError

    from results import models
    from results.access.viewer import Viewer, looking
    from results.access.visible import visible

    with looking(Viewer(role, "account:1", organisation=1, shopper=1, award=1)), pytest.raises(ScopeError):
        visible(getattr(models, table))


def test_everybody_sees_their_own(two_houses):
    from results.models import Award, Campaign, Organisation, Shopper

    every = sorted(two_houses)
    other = Award.objects.get(slug="other-award").pk
    sam = Shopper.objects.get(label="sam").pk
    fjordvik = Organisation.objects.get(slug="fjordvik").pk
    assert seen(role="evaluator") == every
    assert seen(role="evaluator", award=other) == ["elvedal.other-award", "fjordvik.other-award"]
    assert seen(role="shopper", shopper=sam) == ["fjordvik.other-award", "fjordvik.town-award"]
    assert seen(role="organisation", organisation=fjordvik) == []
    Campaign.objects.filter(slug="town-award").update(released_at="2027-04-01T12:00Z")
    assert seen(role="organisation", organisation=fjordvik) == ["fjordvik.town-award"]


def test_a_juror_sees_what_is_before_the_jury_and_nothing_of_a_class_with_a_bond(two_houses):
    from django.utils import timezone

    from results.models import (
        Account,
        Award,
        Campaign,
        Jury,
        JuryConflict,
        Organisation,
        RankingRun,
        ScoreRun,
    )

    award = Award.objects.get(slug="town-award").pk
    jo = Account.objects.create(email="jo@svartid.example", name="Jo")
    juror = {"role": "juror", "award": award, "account": jo.pk}
    assert seen(**juror) == []
    campaign = Campaign.objects.get(slug="town-award")
    made = {"method": campaign.method, "code_version": "0.1.0", "inputs_hash": "0" * 64}
    run = RankingRun.objects.create(score_run=ScoreRun.objects.create(campaign=campaign, **made), **made)
    now = timezone.now()
    jury = Jury.objects.create(
        campaign=campaign,
        run=run,
        votes_from=now,
        votes_until=now.replace(year=now.year + 1),
        opened_by="eva",
    )
    assert seen(**juror) == ["elvedal.town-award", "fjordvik.town-award"]
    fjordvik = Organisation.objects.get(slug="fjordvik")
    JuryConflict.objects.create(jury=jury, account=jo, organisation=fjordvik)
    same = Organisation.objects.get(slug="elvedal").klass_id == fjordvik.klass_id
    assert seen(**juror) == ([] if same else ["elvedal.town-award"])
