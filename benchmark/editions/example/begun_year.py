"""One more edition of the example, planned like a real one and under way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
from django.db import transaction

from benchmark.editions.example.enquiries import example_enquiries
from benchmark.editions.example.industries import INDUSTRIES
from benchmark.editions.example.keep_year import edition_document
from benchmark.editions.example.organisations import example_organisations
from benchmark.editions.example.size import ExampleSize
from benchmark.editions.made_up_fieldwork import make_contacts
from benchmark.fieldwork.control import set_state
from benchmark.fieldwork.store_campaign import DEMO, store_campaign
from benchmark.planning.campaign_files import CampaignFiles
from benchmark.planning.shopper import Shopper
from results.models import Award, Campaign
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire

_LASTS = dt.timedelta(days=115)


@transaction.atomic
def begin_year(
    *, slug: str, size: ExampleSize, method: Method, questionnaire: Questionnaire, award: Award,
    labels: list[str], first: dt.date, seed: int, actor: str,
) -> Campaign:  # fmt: skip
    """Plan an edition from `first` on and make its earliest contacts up; it is paused, as a demonstration.

    A demonstration's name ends in `-demo`: nothing of it can be taken for a real fieldwork.
    """
    document = edition_document(
        slug=slug, size=size, method=method, first=first, last=first + _LASTS, seed=seed
    ).model_copy(update={"campaign": slug.removesuffix(DEMO)})
    enquiries = {
        each.enquiry: each for kind in INDUSTRIES[: size.classes] for each in example_enquiries(kind)
    }
    files = CampaignFiles(
        Path(f"{slug}.yaml"),
        document,
        method,
        tuple(example_organisations(size)),
        enquiries,
        questionnaire,
    )
    shoppers = [Shopper(name=label, languages=("nb", "sv")) for label in labels]
    campaign = store_campaign(files=files, shoppers=shoppers, demo=True, actor=actor).campaign
    Campaign.objects.filter(pk=campaign.pk).update(award=award)
    set_state(campaign=campaign, state="paused", actor=actor, reason="Eksempel: ingen skal ringes.")
    rng = np.random.default_rng([seed, first.year, 3])
    make_contacts(campaign=campaign, most=size.begun, questionnaire=questionnaire, rng=rng)
    return campaign
