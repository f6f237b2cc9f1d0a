from typing import get_args

from benchmark.editions.fresh_plan import fresh_plan
from benchmark.scoring.inputs import Fieldwork
from results.fieldwork_frames import fieldwork_frames
from results.models import Campaign
from scenarios.base import Measurement


def read_fieldwork(campaign: Campaign) -> Fieldwork:
    """Return everything that the record says happened in a campaign, ready to be scored.

    Raises BadFieldwork where the record holds what no method can score.
    """
    fresh_plan()
    return Fieldwork(**fieldwork_frames(campaign, names=get_args(Measurement)))
