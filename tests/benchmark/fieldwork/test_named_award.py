"""What a campaign's file says of its award, the first time and again."""

import pytest

from scenarios.content_hash import canonical_json

_FIRST, _SECOND = ("seed: 7", "award: first\nseed: 7"), ("seed: 7", "award: second\nseed: 7")


@pytest.fixture
def awards(record):
    from results.award_work import make_award

    return {slug: make_award(slug=slug, name=slug.title(), actor="eva") for slug in ("first", "second")}


def test_an_award_that_nobody_has_made_stores_nothing(record, quick_files):
    from benchmark.fieldwork.store_campaign import store_campaign
    from results.errors import NoSuchAward
    from results.models import Campaign, Organisation

    with pytest.raises(NoSuchAward, match=r"no award 'first' .*`svartid award add first --name NAME`"):
        store_campaign(files=quick_files(award=_FIRST))
    assert (Campaign.objects.count(), Organisation.objects.count()) == (0, 0)


def test_it_is_stored_as_an_edition_and_stays_where_it_is_put(awards, quick_files):
    from benchmark.fieldwork.store_campaign import store_campaign
    from results.award_work import put_into_award
    from results.models import AuditEvent

    campaign = store_campaign(files=quick_files(award=_FIRST)).campaign
    assert campaign.award == awards["first"]
    put_into_award(campaign=campaign, award=awards["second"], actor="eva")
    again = store_campaign(files=quick_files(award=_FIRST))
    assert (again.campaign.award, again.plan, again.stays_out_of) == (awards["second"], None, "")
    moved = AuditEvent.objects.filter(action="campaign.put_into_award").order_by("pk")
    assert list(moved.values_list("detail", flat=True)) == [
        {"before": "", "after": "first"},
        {"before": "first", "after": "second"},
    ]


def test_an_award_written_into_the_file_later_is_taken_over_once(awards, quick_files):
    from benchmark.fieldwork.store_campaign import store_campaign

    bare = quick_files()
    assert "award" not in canonical_json(bare.campaign)
    first = store_campaign(files=bare)
    later = store_campaign(files=quick_files(award=_FIRST))
    # What it was planned by stays as it was: only whose edition it is has been said.
    assert (later.campaign.document_id, later.contacts) == (first.campaign.document_id, first.contacts)
    assert later.campaign.award == awards["first"]
    told = store_campaign(files=quick_files(award=_SECOND))
    assert (told.campaign.award, told.stays_out_of) == (awards["first"], "second")


def test_whoever_is_bound_to_one_award_stores_nothing_over_anothers(awards, quick_files):
    from benchmark.fieldwork.errors import NameTaken
    from benchmark.fieldwork.store_campaign import store_campaign

    campaign = store_campaign(files=quick_files()).campaign
    for award in ("first", "second"):
        with pytest.raises(NameTaken, match="quick is taken"):
            store_campaign(files=quick_files(award=_FIRST), only_in=awards[award])
    campaign.refresh_from_db()
    assert campaign.award is None
    store_campaign(files=quick_files(award=_FIRST))
    assert store_campaign(files=quick_files(award=_FIRST), only_in=awards["first"]).plan is None
