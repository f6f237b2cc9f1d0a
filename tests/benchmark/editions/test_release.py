"""The gates of a release, who hears of it, and what a demonstration's release is: a rehearsal."""

import datetime as dt

import pytest


@pytest.fixture(params=[False, True], ids=["real", "demonstration"])
def campaign(request, planter):
    """A campaign whose one contact is done, and nothing else yet."""
    from results.models import Award, Participant

    award = Award.objects.create(slug="town-award", name="Byens servicepris")
    made = planter.campaign(questionnaire=None, demo=request.param, award=award)
    one = planter.organisation()
    Participant.objects.create(campaign=made, organisation=one, klass=one.klass, document=one.document)
    planter.contact(made, state="done", outcome="no_answer", done_at=_an_hour_ago())
    return made


def test_each_gate_keeps_results_back_and_a_demonstrations_too(campaign, planter):
    from benchmark.editions.errors import NotReleasable
    from benchmark.editions.release import release, release_gates
    from results.decide_dispute import decide_dispute
    from results.models import Contact, Dispute, Notice, RatingSession

    def failing():
        return [gate.word for gate in release_gates(campaign) if not gate.met]

    assert [gate.word for gate in release_gates(campaign)] == [
        "done", "rated", "reviewed", "disputes", "scored", "ranked"
    ]  # fmt: skip
    contact = Contact.objects.get()
    later = planter.contact(campaign)
    dispute = Dispute.objects.create(
        contact=contact, organisation=contact.organisation, opened_by="account:2", text="We did answer."
    )
    rating = RatingSession.objects.create(
        contact=contact, shopper=planter.shopper(), questionnaire=planter.document("questionnaire", "short"),
        language="nb", opened_at=_an_hour_ago(),
    )  # fmt: skip
    assert failing() == ["done", "rated", "disputes", "scored", "ranked"]
    Contact.objects.filter(pk=later.pk).update(state="done", not_run_reason="cap", done_at=_an_hour_ago())
    RatingSession.objects.filter(pk=rating.pk).update(state="withdrawn")
    decide_dispute(dispute=dispute, decision="rejected", answer="The log says no.", decided_by="account:1")
    assert failing() == ["scored", "ranked"]
    with pytest.raises(NotReleasable, match=r"town-award cannot be released yet \(scored, ranked\)"):
        release(campaign=campaign, actor="account:1")
    _rank(campaign)
    assert failing() == []
    assert Notice.objects.count() == 0


def test_a_release_writes_to_organisations_and_a_rehearsal_to_nobody(campaign):
    from benchmark.editions.release import release
    from results.jury_work import open_jury
    from results.models import AuditEvent, Campaign, Notice

    _rank(campaign)
    release(campaign=campaign, actor="account:1", names_others=True)
    row = Campaign.objects.get()
    assert row.released_at is not None
    assert row.names_others
    votes = row.released_at + dt.timedelta(days=1)
    open_jury(
        campaign=row, votes_from=votes, votes_until=votes + dt.timedelta(days=9), blind=False,
        opened_by="account:1",
    )  # fmt: skip
    told = sorted(Notice.objects.values_list("kind", "due_at"))
    assert told == ([] if row.demo else [("ballots", votes), ("released", row.released_at)])
    detail = AuditEvent.objects.get(action="campaign.released").detail
    assert detail == {"names_others": True} | ({"demonstration": True} if row.demo else {})
    # Once is enough: nothing is told or written down again.
    release(campaign=row, actor="account:1")
    assert (Notice.objects.count(), AuditEvent.objects.filter(action="campaign.released").count()) == (
        len(told), 1
    )  # fmt: skip


@pytest.mark.parametrize("campaign", [True], indirect=True)
def test_a_rehearsal_is_published_marked(campaign):
    import json

    from benchmark.editions.publish_edition import publish_edition
    from benchmark.editions.release import release

    _rank(campaign)
    release(campaign=campaign, actor="account:1")
    campaign.refresh_from_db()
    made = publish_edition(campaign=campaign, actor="account:1")
    assert json.loads(made.document)["edition"]["demonstration"] is True


@pytest.mark.parametrize("campaign", [False], indirect=True)
def test_a_corrected_ranking_takes_the_released_ones_place(campaign):
    from benchmark.editions.errors import NotReleasable
    from benchmark.editions.release import release
    from benchmark.editions.release_again import corrected_since, release_again
    from benchmark.editions.released_run import released_run
    from results.leave_out import count_again, leave_out
    from results.models import AuditEvent, Campaign, Contact, Notice

    def now():
        return Campaign.objects.get(pk=campaign.pk)

    first = _rank(campaign)
    with pytest.raises(NotReleasable, match="is not released yet"):
        release_again(campaign=campaign, actor="account:1")
    release(campaign=campaign, actor="account:1")
    with pytest.raises(NotReleasable, match="no ranking was made since"):
        release_again(campaign=campaign, actor="account:1")
    assert not corrected_since(released_run(now()))
    leave_out(contact=Contact.objects.get(), reason="Our line was cut.", author="account:1")
    assert corrected_since(released_run(now()))
    count_again(contact=Contact.objects.get(), reason="It was another one.", author="account:1")
    assert not corrected_since(released_run(now()))
    leave_out(contact=Contact.objects.get(), reason="It was this one.", author="account:1")
    # Scores of before the correction are no corrected ranking.
    with pytest.raises(NotReleasable, match=r"cannot be released yet \(scored, ranked\)"):
        release_again(campaign=campaign, actor="account:1")
    second = _rank(campaign)
    assert released_run(now()) == first
    assert release_again(campaign=campaign, actor="account:2") == second
    assert released_run(now()) == second
    assert not corrected_since(second)
    row = now()
    assert row.released_again_at > row.released_at
    assert AuditEvent.objects.get(action="campaign.released_again").detail == {"run": second.pk}
    # Who objected has an answer; nobody gets a letter more.
    assert list(Notice.objects.values_list("kind", flat=True)) == ["released"]


@pytest.mark.parametrize("campaign", [False], indirect=True)
def test_a_timeline_made_anew_asks_for_new_scores(campaign, planter):
    from benchmark.editions.release import release_gates
    from probes.timeline import Timeline
    from results.keep_timeline import keep_timeline
    from results.models import Contact

    contact = planter.contact(campaign)
    attempt = planter.move(planter.attempt(contact), "claimed", "contacting", "finished")
    Contact.objects.filter(pk=contact.pk).update(state="done", outcome="no_answer", done_at=_an_hour_ago())
    keep_timeline(attempt=attempt, timeline=Timeline("phone", dt.datetime(2026, 12, 1, tzinfo=dt.UTC)))
    _rank(campaign)
    assert [gate.word for gate in release_gates(campaign) if not gate.met] == []
    keep_timeline(attempt=attempt, timeline=Timeline("phone", dt.datetime(2026, 12, 1, tzinfo=dt.UTC)))
    assert [gate.word for gate in release_gates(campaign) if not gate.met] == ["scored", "ranked"]


def test_an_edition_after_a_rehearsal_is_not_laid_beside_it(planter):
    from benchmark.editions.development import development
    from results.models import Campaign, Participant

    one, now = planter.organisation(), dt.datetime(2027, 5, 1, tzinfo=dt.UTC)
    for year, demo in ((2025, True), (2026, True), (2027, False), (2028, False)):
        made = planter.campaign(
            f"spring-{year}", questionnaire=None, demo=demo, starts_on=dt.date(year, 1, 1),
            ends_on=dt.date(year, 2, 1),
        )  # fmt: skip
        Participant.objects.create(campaign=made, organisation=one, klass=one.klass, document=one.document)
        _rank(made)
        Campaign.objects.filter(pk=made.pk).update(released_at=now)
    told = development(organisation=one.pk, campaigns=list(Campaign.objects.all()))
    assert [each.comparable for each in told] == [False, True, False, True]


def _an_hour_ago():
    return dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)


def _rank(campaign):
    """Keep scores and a ranking of the campaign, made now."""
    from results.models import RankingRun, ScoreRun

    scores = ScoreRun.objects.create(
        campaign=campaign, method=campaign.method, code_version="0.1.0", inputs_hash="0" * 64
    )
    return RankingRun.objects.create(
        score_run=scores, method=campaign.method, code_version="0.1.0", inputs_hash="1" * 64,
        parameters={"seed": 1, "confidence": 0.95}, summary={"en": []},
    )  # fmt: skip
