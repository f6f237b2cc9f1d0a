"""A campaign that cannot be scored: its page says why in the evaluator's language."""

import pytest
from playwright.sync_api import expect

_UNPLANNED = """
from results.models import Campaign, CampaignControl
row = Campaign.objects.get(slug="{campaign}")
made = Campaign.objects.filter(slug="not-planned-yet").first()
if made is None:
    row.pk, row.slug, row._state.adding = None, "not-planned-yet", True
    row.save()
    CampaignControl.objects.get_or_create(campaign=row)
"""
SAID = {
    "nb": "Den kan ikke beregnes ennå: Feltarbeidet er ikke fullstendig, eller noe i det passer ikke til"
    " spørreskjemaet.",
    "sv": "Den kan inte beräknas ännu: Fältarbetet är inte fullständigt, eller något i det passar inte till"
    " frågeformuläret.",
    "en": "It cannot be scored yet: The fieldwork is not whole, or something in it does not fit the"
    " questionnaire.",
}


def test_the_page_has_a_sentence_for_every_word_and_no_other(site):
    told = site.run(
        "from benchmark.editions.score_and_rank import _WORDS\n"
        "from dashboards.evaluator.views.publish import _NOT_SCORED\n"
        "print(set(_NOT_SCORED) == {*_WORDS.values(), 'questionnaire', 'document', 'other'})"
    )
    assert told == "True"


@pytest.mark.parametrize("language", SAID)
def test_the_reason_is_told_in_the_evaluators_language(site, visit, language):
    site.run(_UNPLANNED.format(**site.told))
    page = visit("eva", "/evaluator/campaigns/not-planned-yet/publish/", language=language)
    page.locator("button[value=score]").click()
    expect(page.get_by_text(SAID[language])).to_have_count(1)
