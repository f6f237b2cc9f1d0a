"""What shoppers may see beside their own contacts: calibrations of their campaigns, and nobody's severity."""

import pytest


@pytest.fixture
def calibrated(planter):
    """Two campaigns, each with a calibration of a contact of Ola's; Sam is in the first one only."""
    from results.evidence import keep_evidence
    from results.models import Calibration

    made = {}
    sam, ola = planter.shopper("sam"), planter.shopper("ola")
    for name in ("town-award", "other-award"):
        campaign = planter.campaign(name)
        contact = planter.contact(campaign, shopper=ola, key=f"ola.{name}")
        attempt = planter.attempt(contact)
        keep_evidence(attempt=attempt, name="chat.json", content=b"{}", kind="transcript")
        made[name] = Calibration.objects.create(campaign=campaign, contact=contact, released_by="account:1")
    planter.contact(planter.campaign("town-award"), shopper=sam, key="sam.town-award")
    return made


def seen(table: str, column: str, shopper) -> list:
    from results import models
    from results.access.viewer import Viewer, looking
    from results.access.visible import visible

    with looking(Viewer("shopper", "account:1", shopper=shopper.pk)):
        return sorted(visible(getattr(models, table)).values_list(column, flat=True))


def test_only_what_ones_own_campaigns_release(calibrated, planter):
    sam, ola, siv = (planter.shopper(label) for label in ("sam", "ola", "siv"))
    assert seen("Calibration", "contact__key", sam) == ["ola.town-award"]
    assert seen("Evidence", "attempt__contact__key", sam) == ["ola.town-award"]
    assert seen("Contact", "key", sam) == ["sam.town-award"]
    assert seen("Calibration", "contact__key", ola) == ["ola.other-award", "ola.town-award"]
    assert seen("Calibration", "contact__key", siv) == []
    assert seen("Evidence", "attempt__contact__key", siv) == []


def test_nobody_is_shown_another_ones_ratings_or_quizzes(calibrated, planter):
    from django.utils import timezone

    from results.models import QuizSitting, RatingSession

    sam, ola = planter.shopper("sam"), planter.shopper("ola")
    contact = calibrated["town-award"].contact
    for shopper in (sam, ola):
        RatingSession.objects.create(
            contact=contact, shopper=shopper, role="calibration", language="nb",
            questionnaire=contact.campaign.questionnaire, opened_at=timezone.now(),
        )  # fmt: skip
        QuizSitting.objects.create(
            campaign=contact.campaign, shopper=shopper, asked=[], questions=1, pass_mark=0.8
        )
    assert seen("RatingSession", "shopper__label", sam) == ["sam"]
    assert seen("QuizSitting", "shopper__label", sam) == ["sam"]


def test_severities_are_no_table_of_theirs(calibrated, planter):
    from django_scopes.exceptions import ScopeError

    with pytest.raises(ScopeError):
        seen("ShopperSeverity", "pk", planter.shopper("sam"))
