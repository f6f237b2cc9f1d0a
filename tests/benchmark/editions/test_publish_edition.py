"""What everybody may read of an edition, who is named in it, and the gates before it."""

import datetime as dt
import hashlib
import json
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.editions.small_cells import LEAST, hidden_parts

NOW = dt.datetime(2027, 5, 1, 10, tzinfo=dt.UTC)
ORGANISATIONS = ("fjordvik", "elvedal", "solhavn", "strandby")
_COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), max_size=6)


@given(_COUNTS)
def test_no_small_part_is_shown_and_none_can_be_reckoned(counts):
    hidden = hidden_parts(counts)
    assert all(name in hidden for name, count in counts.items() if 0 < count < LEAST)
    assert all(counts[name] > 0 for name in hidden)
    left = [name for name, count in counts.items() if count > 0 and name not in hidden]
    if hidden and left:
        assert len(hidden) > 1
        assert sum(counts[name] for name in hidden) >= LEAST


@given(_COUNTS)
def test_parts_that_do_not_add_up_are_hidden_one_by_one(counts):
    assert hidden_parts(counts, adds_up=False) == {name for name, n in counts.items() if 0 < n < LEAST}


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden_parts({"phone": 13, "chat": 6, "email": 6}) == frozenset()
    assert hidden_parts({"phone": 13, "chat": 6, "email": 4}) == {"chat", "email"}
    assert hidden_parts({"phone": 13, "chat": 2, "email": 2}) == {"chat", "email", "phone"}


@pytest.fixture
def ranked(planter):
    """A released campaign of four: the first two may be the best, the last has three contacts."""
    from results.models import Participant

    campaign = planter.campaign(questionnaire=None, released_at=NOW - dt.timedelta(days=30))
    for slug in ORGANISATIONS:
        one = planter.organisation(slug)
        Participant.objects.create(
            campaign=campaign, organisation=one, klass=one.klass, document=one.document
        )
    planter.contact(campaign, state="done", outcome="no_answer", done_at=NOW - dt.timedelta(days=60))
    _ranking(campaign, at=NOW - dt.timedelta(days=31))
    return campaign


@contextmanager
def refused(name):
    """The database refuses what stands inside, by this guard's name."""
    from django.db import IntegrityError, transaction

    from results.refusal import refused_by

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert refused_by(caught.value) == name


def _ranking(campaign, at, first=86.4):
    """Keep a ranking of the four as `store_ranking` writes it, made at `at`."""
    from results.models import Organisation, RankingRow, RankingRun, Score, ScoreRun

    scores = ScoreRun.objects.create(
        campaign=campaign, method=campaign.method, code_version="0.1.0", inputs_hash="0" * 64
    )
    prize = {
        "prize": "class", "group": "municipality", "winners": ["fjordvik"], "label": "winner, level",
        "level_with": ["elvedal"], "score": first, "in_words": "", "barred": {},
    }  # fmt: skip
    run = RankingRun.objects.create(
        score_run=scores, method=campaign.method, code_version="0.1.0", inputs_hash="1" * 64,
        parameters={"seed": 1, "confidence": 0.95}, summary={"en": [prize]},
    )  # fmt: skip
    for place, slug in enumerate(ORGANISATIONS, 1):
        value, n = first - 4 * (place - 1), 3 if slug == "strandby" else 25
        one = Organisation.objects.get(slug=slug)
        RankingRow.objects.create(
            run=run, among="class:municipality", organisation=one, value=value, rank=place, best=1, worst=4,
            labels=["may_be_best"] if place < 3 else [],
            detail={
                "raw": value, "adjusted": value, "low": value - 5, "high": value + 5, "bar": 3.0, "n": n,
                "p_best": 0.5, "p_ranks": [0.25] * 4,
                "verdict": {"en": f"{slug} cannot be told apart from fjordvik"},
            },
        )  # fmt: skip
        for level, name, count in (("channel", "phone", n - 1), ("channel", "chat", 1), ("area", "agent", n)):
            Score.objects.create(
                run=scores, level=level, klass=one.klass, organisation=one, value=value, n=count,
                standard_error=2.0, **{level: name},
            )  # fmt: skip
    _date("results_rankingrun", "made_at", run, at)
    _date("results_scorerun", "made_at", scores, at)
    return run


def _date(table, column, row, at):
    """Say that a row was made at this moment."""
    from django.db import connection

    with connection.cursor() as cursor:  # append-only for everybody but an erasure
        cursor.execute("SET svartid.erasing = 'on'")
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [at, row.pk])
        cursor.execute("RESET svartid.erasing")


def test_what_is_published_is_frozen_under_its_digest(ranked):
    from benchmark.editions.publish_edition import publish_edition
    from results.models import Publication

    made = publish_edition(campaign=ranked, actor="account:1", at=NOW)
    document = json.loads(made.document)
    assert made.digest == hashlib.sha256(made.document.encode()).hexdigest()
    [klass] = document["classes"]
    assert [row["key"] for row in klass["rows"]] == ["fjordvik", "elvedal", "solhavn"]
    # Three contacts are too few to be published at all.
    assert [each["key"] for each in klass["unscored"]] == ["strandby"]
    assert sorted(document["organisations"]) == ["elvedal", "fjordvik", "solhavn"]
    assert klass["rows"][1]["verdict"]["en"] == "Elvedal cannot be told apart from Fjordvik"
    parts = {each["name"]: each["status"] for each in document["organisations"]["fjordvik"]["channels"]}
    assert parts == {"phone": "too_few", "chat": "too_few"}
    assert document["prizes"][0]["in_words"]["nb"] == "vinner, på linje med Elvedal"
    with refused("append_only"):
        Publication.objects.filter(pk=made.pk).update(published_by="account:2")
    with refused("publication_is_its_digest"):
        Publication.objects.create(
            campaign=ranked, run=made.run, number=2, document="{}", digest="0" * 64, reason="Another.",
            published_at=NOW, published_by="account:1",
        )  # fmt: skip


def test_by_the_shortlist_only_those_are_named_of_whom_good_is_said(ranked):
    from benchmark.editions.public_edition import Change, canonical, public_edition
    from benchmark.editions.publish_edition import publish_edition

    made = publish_edition(campaign=ranked, actor="account:1", names="shortlist", at=NOW)
    [klass] = json.loads(made.document)["classes"]
    assert [(row["key"], row["named"]) for row in klass["rows"]] == [
        ("fjordvik", True), ("elvedal", True), ("letter-a", False)
    ]  # fmt: skip
    assert klass["rows"][2]["name"] == {"nb": "Virksomhet A", "sv": "Organisation A", "en": "Organisation A"}
    # The same record gives the same document.
    again = public_edition(campaign=ranked, run=made.run, names="shortlist", changes=[Change(1, NOW, "")])
    assert canonical(again) == made.document
    assert "solhavn" not in made.document.lower()
    assert "strandby" not in made.document.lower()


def test_each_gate_keeps_an_edition_back(ranked, planter):
    from benchmark.editions.errors import NotPublishable
    from benchmark.editions.publish_edition import public_gates, publish_edition
    from results.decide_dispute import decide_dispute
    from results.models import Campaign, Dispute, Jury, JuryDecision, JurySignature, RankingRow, RankingRun

    def failing():
        return {gate.word for gate in public_gates(Campaign.objects.get(pk=ranked.pk)) if not gate.met}

    assert failing() == set()
    contact = planter.contact(ranked)
    dispute = Dispute.objects.create(
        contact=contact, organisation=contact.organisation, opened_by="account:2", text="We did answer."
    )
    run = RankingRun.objects.get()
    RankingRow.objects.create(
        run=run, among="class:municipality", column="agent", organisation=contact.organisation, value=80.0,
        rank=1, labels=["nominee"],
    )  # fmt: skip
    jury = Jury.objects.create(
        campaign=ranked,
        run=run,
        votes_from=NOW,
        votes_until=NOW + dt.timedelta(days=1),
        opened_by="account:1",
        publishes_reasons=True,
    )
    assert failing() == {"disputes", "jury"}
    with pytest.raises(NotPublishable, match="disputes, jury"):
        publish_edition(campaign=ranked, actor="account:1", at=NOW)
    decide_dispute(dispute=dispute, decision="rejected", answer="The log says no.", decided_by="account:1")
    juror = _account()
    decision = JuryDecision.objects.create(
        jury=jury, klass=contact.klass, winners=[planter.organisation("elvedal").pk], words="Best.",
        public_words={"sv": "Lyssnade först."}, made_by=juror,
    )  # fmt: skip
    assert failing() == {"jury"}
    JurySignature.objects.create(decision=decision, account=juror)
    assert failing() == set()
    made = publish_edition(campaign=ranked, actor="account:1", at=NOW)
    [prize] = json.loads(made.document)["prizes"]
    assert (prize["winners"], prize["jury"]) == (["elvedal"], True)
    # What the jury wrote for everybody, and nothing else of it.
    assert prize["reason"] == {"sv": "Lyssnade först."}
    assert "Best." not in made.document
    Campaign.objects.filter(pk=ranked.pk).update(released_at=None)
    assert failing() == {"released"}


def test_what_was_corrected_after_the_release_is_in_what_is_published(ranked, monkeypatch):
    from benchmark.editions import release_again as release_again_module
    from benchmark.editions.errors import NotPublishable
    from benchmark.editions.publish_edition import public_gates, publish_edition
    from benchmark.editions.release_again import release_again
    from results.leave_out import leave_out
    from results.models import Campaign, Contact

    def now():
        return Campaign.objects.get(pk=ranked.pk)

    word = leave_out(contact=Contact.objects.get(), reason="Our line was cut.", author="account:1")
    _date("results_exclusion", "at", word, NOW - dt.timedelta(days=10))
    monkeypatch.setattr(release_again_module, "timezone", SimpleNamespace(now=lambda: NOW))
    assert [gate.word for gate in public_gates(now()) if not gate.met] == ["corrected"]
    with pytest.raises(NotPublishable, match=r"cannot be published yet \(corrected\)"):
        publish_edition(campaign=ranked, actor="account:1")
    corrected = _ranking(ranked, at=NOW - dt.timedelta(days=9), first=88.0)
    release_again(campaign=ranked, actor="account:1")
    made = publish_edition(campaign=now(), actor="account:1")
    assert made.run == corrected
    document = json.loads(made.document)
    assert document["classes"][0]["rows"][0]["score"] == 88.0
    assert (document["sample"]["contacts"], document["sample"]["left_out"]) == (1, 1)


def _account():
    from results.models import Account

    return Account.objects.create(email="jo@svartid.example", name="Jo")


def test_a_correction_says_why_and_is_the_released_ranking_from_then_on(ranked):
    from benchmark.editions.errors import NotPublishable
    from benchmark.editions.publish_edition import publish_edition, published
    from benchmark.editions.released_run import released_run

    with pytest.raises(NotPublishable, match="MIT is no licence for data"):
        publish_edition(campaign=ranked, actor="account:1", licence="MIT", at=NOW)
    first = publish_edition(
        campaign=ranked, actor="account:1", names="shortlist", licence="CC-BY-4.0", at=NOW
    )
    with pytest.raises(NotPublishable, match="what the correction corrects"):
        publish_edition(campaign=ranked, actor="account:1", at=NOW)
    with pytest.raises(NotPublishable, match="nothing has changed"):
        publish_edition(campaign=ranked, actor="account:1", reason="None.", at=NOW)
    later = _ranking(ranked, at=NOW + dt.timedelta(days=2), first=84.0)
    assert released_run(ranked).pk == first.run_id
    second = publish_edition(
        campaign=ranked, actor="account:1", reason="A call was counted twice.", at=NOW + dt.timedelta(days=3)
    )
    assert (second.number, second.run_id) == (2, later.pk)
    assert released_run(ranked).pk == later.pk
    assert published(ranked) == second
    assert [each["reason"] for each in json.loads(second.document)["changes"]] == [
        "", "A call was counted twice."
    ]  # fmt: skip
    # What a correction does not say stays: it names nobody whom the first did not name.
    told = json.loads(second.document)["edition"]
    assert (told["named"], told["licence"]) == (
        "shortlist",
        {
            "id": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
    )  # fmt: skip
    third = publish_edition(campaign=ranked, actor="account:1", licence="", reason="No licence.", at=NOW)
    assert json.loads(third.document)["edition"]["licence"] is None


def test_the_licence_is_that_of_the_campaigns_file_until_somebody_says_another(planter):
    from benchmark.editions.publish_edition import usual_licence
    from results.models import Publication

    with_one = planter.document("campaign", "with-licence", licence="NLOD-2.0")
    campaign = planter.campaign("with-licence", document=with_one)
    assert usual_licence(campaign, None) == "NLOD-2.0"
    assert usual_licence(campaign, Publication(licence="")) == ""
    assert usual_licence(planter.campaign("without"), None) == ""
