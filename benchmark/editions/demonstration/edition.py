"""The demonstration's award in the record: its people, its plan."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from benchmark.editions.demonstration.known_truth import KnownTruth, known_truth
from benchmark.editions.example.industries import INDUSTRIES
from benchmark.editions.example.names import shopper_name
from benchmark.fieldwork.store_campaign import DEMO, store_campaign
from benchmark.planning.campaign_files import CampaignFiles, read_campaign
from benchmark.planning.shopper import Shopper as PlannedShopper
from results.models import Award, Campaign, OrganisationClass, Shopper, Touchpoint
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.questionnaire import Questionnaire

_CAMPAIGN = Path("small-award")
_LANGUAGES = ("nb", "sv", "da", "fi")
SHOPPERS = ("d1", "d2", "d3", "d4", "d5", "d6")
"""The labels of the invented shoppers."""
FIRST_SEED = 1
"""The seed of the demonstration that is called by the plain name of its campaign."""


class DemoEdition(NamedTuple):
    """A demonstration's campaign, what its contacts are scored by, and what is true in it."""

    campaign: Campaign
    method: Method
    questionnaire: Questionnaire
    organisations: tuple[Organisation, ...]
    truth: KnownTruth


def demo_slug(seed: int) -> str:
    """Return the campaign's name in the record: `small-award-demo`, or with the seed in it."""
    return f"{_name(seed)}{DEMO}"


@transaction.atomic
def keep_demo_edition(*, seed: int = FIRST_SEED, actor: str = "svartid") -> DemoEdition:
    """Plan the small award and write it down with its shoppers; once there, it is given back as it is."""
    files = read_campaign(_CAMPAIGN)
    assert files.questionnaire is not None
    document = files.campaign.model_copy(update={"campaign": _name(seed), "seed": files.campaign.seed + seed})
    named = CampaignFiles(
        files.path, document, files.method, files.organisations, files.enquiries, files.questionnaire
    )
    for place, label in enumerate(SHOPPERS):
        Shopper.objects.get_or_create(
            label=label,
            defaults={
                "name": shopper_name(place),
                "email": f"{label}@shoppers.example",
                "languages": list(_LANGUAGES),
            },
        )
    stored = store_campaign(
        files=named,
        shoppers=[PlannedShopper(name=label, languages=_LANGUAGES) for label in SHOPPERS],
        demo=True,
        actor=actor,
    )
    campaign = stored.campaign
    if stored.plan is not None:
        # What an earlier demonstration met there begins anew: nobody's address has changed since.
        points = Touchpoint.objects.filter(organisation__participations__campaign=campaign)
        points.update(failures=0, paused=False, paused_at=None, paused_reason="")
    if campaign.award_id is None:
        award, _ = Award.objects.get_or_create(
            slug=_name(seed), defaults={"name": "Byens lille servicepris", "house": "Målehuset Lyngbekk"}
        )
        Campaign.objects.filter(pk=campaign.pk).update(award=award)
        campaign.refresh_from_db()
    for kind in INDUSTRIES:
        OrganisationClass.objects.filter(slug=kind.slug, name="").update(name=kind.name)
    truth = known_truth(
        organisations=[each.organisation for each in named.organisations], shoppers=SHOPPERS, seed=seed
    )
    return DemoEdition(campaign, files.method, files.questionnaire, named.organisations, truth)


def _name(seed: int) -> str:
    return "small-award" if seed == FIRST_SEED else f"small-award-{seed}"
