"""Awards: made and filled by evaluators of all awards, and beyond the reach of those of one."""

import re

from playwright.sync_api import expect

from scenarios.library_path import library_file
from scenarios.rewrite import rewrite


def campaign_text(name, award=None):
    """The library's campaign under another name."""
    text = library_file(kind="campaign", name="town-award").read_text(encoding="utf-8")
    return rewrite(text, {("campaign",): name, ("award",): award, ("shoppers",): None})


def award_of(site, campaign):
    return site.run(
        "from results.models import Campaign\n"
        f"c = Campaign.objects.filter(slug='{campaign}').select_related('award', 'document').first()\n"
        "print('no campaign' if c is None else c.award.slug if c.award else 'no award')"
    )


def test_an_award_is_made_a_campaign_planned_for_it_and_another_put_in(site, visit):
    page = visit("eva", "/evaluator/awards/")
    page.get_by_label("Name", exact=True).last.fill("Vårprisen")
    page.get_by_label("Short name").fill("town-award")
    page.get_by_label("House that gives it").last.fill("Målehuset Lyngbekk")
    page.get_by_role("button", name="Make the award").click()
    field = page.locator(".field", has=page.locator("#id_slug"))
    expect(field.locator(".errorlist")).to_have_text("Another award has this short name.")
    page.said.clear()  # what was refused is told there, too
    page.get_by_label("Short name").fill("spring-award")
    page.get_by_role("button", name="Make the award").click()
    expect(page.locator("#spring-award")).to_contain_text("No edition yet.")

    page.goto(f"{site.url}/evaluator/build/")
    page.get_by_label("Short name").fill("spring-round")
    page.get_by_label("Award").select_option("spring-award")
    page.get_by_label("Award").blur()
    file = page.get_by_label("The campaign's file")
    expect(file).to_have_value(re.compile("award: spring-award"))
    page.get_by_role("button", name="Plan it").click()
    page.wait_for_url("**/campaigns/spring-round/")
    page.get_by_role("link", name="Vårprisen").click()
    page.wait_for_url("**/awards/#spring-award")
    expect(page.locator("#spring-award tbody th")).to_have_count(1)

    # A campaign that began without one is led here from its own page.
    answer = site.post(site.someone("eva"), "/evaluator/build/", do="plan", text=campaign_text("lone-round"))
    assert answer.status_code == 302
    page.goto(f"{site.url}/evaluator/campaigns/lone-round/jury/")
    expect(page.locator(".note.wait")).to_contain_text("put the campaign into one first")
    page.goto(f"{site.url}/evaluator/campaigns/lone-round/")
    page.get_by_role("link", name="no award yet").click()
    page.get_by_label("Award", exact=True).select_option("spring-award")
    assert page.get_by_label("Campaign", exact=True).input_value() == "lone-round"
    page.get_by_role("button", name="Put it in").click()
    expect(page.locator(".note.good")).to_contain_text("lone-round is an edition of Vårprisen.")
    expect(page.locator("#spring-award tbody th")).to_have_count(2)
    box = page.locator("#spring-award details")
    box.locator("summary").click()
    box.get_by_label("Name", exact=True).fill("Vårens pris")
    box.get_by_role("button", name="Save").click()
    expect(page.locator("#spring-award h2")).to_have_text("Vårens pris")
    assert page.said == []
    trail = site.someone("eva").get(f"{site.url}/evaluator/trail/?action=award.", timeout=120).text
    assert trail.index("award.changed") < trail.index("award.made")


def test_what_the_jury_judges_or_everybody_reads_stays(site):
    eva = site.someone("eva")
    options = eva.get(f"{site.url}/evaluator/awards/", timeout=120).text.partition('id="campaign"')[2]
    assert f'value="{site.told["campaign"]}"' in options
    for slug in (site.told["edition"], site.told["edition_before"]):
        assert f'value="{slug}"' not in options
        site.post(eva, "/evaluator/awards/", do="take", campaign=slug, award="other-award")
        assert award_of(site, slug) == "town-award"


def test_an_evaluator_of_one_award_sees_and_fills_only_theirs(site):
    erik, told = site.someone("erik"), site.told
    page = erik.get(f"{site.url}/evaluator/awards/", timeout=120).text
    assert "Den andre prisen" in page
    assert "Byens servicepris" not in page
    assert "town-award" not in page
    assert 'name="do"' not in page
    for sent in (
        {"do": "take", "campaign": told["campaign"], "award": "other-award"},
        {"do": "take", "campaign": told["elsewhere"], "award": "town-award"},
        {"do": "change", "award": "town-award", "name": "Eriks pris"},
        {"do": "make", "slug": "eriks-pris", "name": "Eriks pris"},
    ):
        assert site.post(erik, "/evaluator/awards/", **sent).status_code == 403
    assert (award_of(site, told["campaign"]), award_of(site, told["elsewhere"])) == (
        "town-award",
        "other-award",
    )


def test_an_evaluator_of_one_award_plans_for_theirs_whatever_a_file_says(site):
    erik, told = site.someone("erik"), site.told
    page = erik.get(f"{site.url}/evaluator/build/", timeout=120).text
    assert "It becomes an edition of Den andre prisen." in page
    assert 'id="id_award"' not in page
    for award in ("town-award", "nowhere"):
        refused = site.post(erik, "/evaluator/build/", do="plan", text=campaign_text("eriks-round", award))
        assert refused.status_code == 422
        assert f"award: it cannot be an edition of {award} (of other-award)" in refused.text
    assert award_of(site, "eriks-round") == "no campaign"
    # Another award's campaign is not taken over by planning one of its name.
    refused = site.post(erik, "/evaluator/build/", do="plan", text=campaign_text(told["campaign"]))
    assert refused.status_code == 422
    assert "is taken" in refused.text
    assert award_of(site, told["campaign"]) == "town-award"
    planned = site.post(erik, "/evaluator/build/", do="plan", text=campaign_text("eriks-round"))
    assert planned.status_code == 302
    assert award_of(site, "eriks-round") == "other-award"
