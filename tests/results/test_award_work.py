"""An award is made, named and filled with campaigns: by functions, and from the command line."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


def make(slug="service-award", **more):
    from results.award_work import make_award

    return make_award(slug=slug, name=more.pop("name", "The service award"), actor="eva", **more)


def trail():
    from results.models import AuditEvent

    return list(AuditEvent.objects.order_by("pk").values_list("actor", "action", "subject"))


def ranked(campaign):
    from results.models import RankingRun, ScoreRun

    made = {"method": campaign.method, "code_version": "1", "inputs_hash": "0" * 64}
    return RankingRun.objects.create(score_run=ScoreRun.objects.create(campaign=campaign, **made), **made)


def with_jury(campaign, *, votes_from):
    from results.models import Jury

    run = ranked(campaign)
    return Jury.objects.create(
        campaign=campaign, run=run, votes_from=votes_from, votes_until=votes_from + dt.timedelta(days=9),
        opened_by="eva",
    )  # fmt: skip


def test_an_award_is_made_once_and_its_names_are_changed(record):
    from results.award_work import change_award, find_award
    from results.errors import BadAward, NoSuchAward

    with pytest.raises(
        NoSuchAward, match=r"no award 'service-award' .* none yet.* .svartid award add service-award"
    ):
        find_award("service-award")
    award = make(house="  Målehuset   Lyngbekk ")
    assert (find_award("service-award"), award.house) == (award, "Målehuset Lyngbekk")
    for slug, name, word in (
        ("service-award", "Another", "taken"), ("Service award", "N", "slug"), ("no_", "N", "slug"),
        ("a" * 65, "N", "slug"), ("other", " ", "name"), ("other", "N" * 201, "name"),
    ):  # fmt: skip
        with pytest.raises(BadAward) as caught:
            make(slug, name=name)
        assert caught.value.word == word
    assert change_award(award=award, name="Servicepris", house="", actor="eva")
    assert not change_award(award=award, name=" Servicepris", house="", actor="eva")
    award.refresh_from_db()
    assert (award.slug, award.name, award.house) == ("service-award", "Servicepris", "")
    assert trail() == [("eva", f"award.{done}", "award:service-award") for done in ("made", "changed")]


def test_a_campaign_moves_until_its_jury_has_begun_or_it_is_published(planter):
    from results.award_work import put_into_award, why_it_stays
    from results.errors import AwardStays
    from results.models import Account, JuryConflict

    first, second, campaign = make(), make("second"), planter.campaign()
    assert put_into_award(campaign=campaign, award=first, actor="eva")
    assert not put_into_award(campaign=campaign, award=first, actor="eva")
    jury = with_jury(campaign, votes_from=dt.datetime.now(dt.UTC) + dt.timedelta(days=5))
    # Opened, and nobody has done anything yet: a mistake can still be mended.
    assert put_into_award(campaign=campaign, award=second, actor="eva")
    JuryConflict.objects.create(
        jury=jury, account=Account.objects.create(email="jo@svartid.example"),
        organisation=planter.organisation(),
    )  # fmt: skip
    assert why_it_stays(campaign) == "jury"
    with pytest.raises(AwardStays, match="town-award stays where it is: its jury has begun"):
        put_into_award(campaign=campaign, award=first, actor="eva")
    campaign.refresh_from_db()
    assert campaign.award == second
    other = planter.campaign("other")
    with_jury(other, votes_from=NOW - dt.timedelta(days=3650))
    assert why_it_stays(other) == "jury"
    assert [action for _, action, subject in trail() if subject == "campaign:town-award"] == [
        "campaign.put_into_award"
    ] * 2


def test_a_jury_is_convened_once_a_campaign_is_an_edition(planter):
    from results.award_work import put_into_award, why_it_stays
    from results.errors import NotVotable
    from results.jury_work import open_jury

    campaign = planter.campaign()
    run = ranked(campaign)
    now = dt.datetime.now(dt.UTC)
    days = {"votes_from": now - dt.timedelta(days=1), "votes_until": now + dt.timedelta(days=9)}
    with pytest.raises(NotVotable):
        open_jury(campaign=campaign, blind=True, opened_by="eva", **days)
    put_into_award(campaign=campaign, award=make(), actor="eva")
    campaign.refresh_from_db()
    assert open_jury(campaign=campaign, blind=True, opened_by="eva", **days).run == run
    assert why_it_stays(campaign) == "jury"


def test_what_is_published_stays(planter):
    import hashlib

    from results.award_work import put_into_award
    from results.errors import AwardStays
    from results.models import Publication

    campaign = planter.campaign()
    run = with_jury(campaign, votes_from=NOW + dt.timedelta(days=3650)).run
    Publication.objects.create(
        campaign=campaign, run=run, document="{}", digest=hashlib.sha256(b"{}").hexdigest(),
        published_at=NOW, published_by="eva",
    )  # fmt: skip
    with pytest.raises(AwardStays) as caught:
        put_into_award(campaign=campaign, award=make(), actor="eva")
    assert caught.value.word == "published"


def test_from_the_command_line(planter, monkeypatch):
    from results.award_commands import award
    from results.errors import NobodyFound, NoSuchAward

    monkeypatch.setattr("results.setup.open_record", lambda **_: None)  # the test's record is open

    def svartid(*words):
        return CliRunner().invoke(award, words, catch_exceptions=False).output

    planter.campaign("autumn-round")
    assert "No award yet" in svartid("list")
    made = svartid("add", "service-award", "--name", "The award", "--house", "The house")
    assert made == "service-award made: The award, given by The house.\n"
    assert "the same" in svartid("add", "service-award", "--name", "The award")
    changed = json.loads(svartid("add", "service-award", "--name", "Prisen", "--json"))
    assert changed == {"done": "changed", "award": "service-award", "name": "Prisen", "house": "The house"}
    with pytest.raises(NoSuchAward, match="it has service-award"):
        svartid("take", "autumn-round", "--into", "nothing")
    with pytest.raises(NobodyFound, match="it has autumn-round"):
        svartid("take", "nowhere", "--into", "service-award")
    taken = svartid("take", "autumn-round", "--into", "service-award")
    assert taken == "autumn-round is an edition of service-award.\n"
    assert "already" in svartid("take", "autumn-round", "--into", "service-award")
    assert svartid("list") == "service-award: Prisen, The house\n  autumn-round\n"
    assert json.loads(svartid("list", "--json"))[0]["campaigns"] == ["autumn-round"]
