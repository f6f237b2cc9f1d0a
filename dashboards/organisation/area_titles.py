from __future__ import annotations

from functools import lru_cache

from benchmark.editions.as_used import method_of, questionnaire_of
from benchmark.editions.errors import NotScorable
from dashboards.charts.words import Language
from dashboards.site.drawn import chart_language
from results.models import Campaign

_PLACE = {"nb": 0, "sv": 1, "en": 2}
_MEASURED = {"waiting": ("Ventetid", "Väntetid", "Waiting")}
"""What machines measure has no questions, and so no title in a questionnaire."""


def area_titles(campaign: Campaign) -> dict[str, str]:
    """Return the titles of a campaign's areas in the reader's language, by the areas' names."""
    return _titles(campaign.questionnaire_id, campaign.method_id, chart_language(), campaign.pk)


@lru_cache(maxsize=64)
def _titles(_questionnaire: int | None, _method: int, language: Language, campaign_id: int) -> dict[str, str]:
    """Read once a process: documents are frozen. Nobody may change what is returned."""
    campaign = Campaign.objects.select_related("questionnaire", "method").get(pk=campaign_id)
    titles: dict[str, str] = {}
    try:
        titles = {area.area: area.title.say(language) for area in questionnaire_of(campaign).areas}
        for name in method_of(campaign).areas:
            measured = _MEASURED.get(str(name))
            if measured is not None:
                titles.setdefault(str(name), measured[_PLACE[language]])
    except NotScorable:
        return titles
    return titles
