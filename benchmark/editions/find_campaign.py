from benchmark.editions.errors import NoSuchCampaign
from results.models import Campaign


def find_campaign(slug: str) -> Campaign:
    """Return the stored campaign of that name. Raises NoSuchCampaign naming those that there are."""
    found = Campaign.objects.select_related("method", "questionnaire").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Campaign.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise NoSuchCampaign(f"the record holds no campaign {slug!r} (it holds {known})")
    return found
