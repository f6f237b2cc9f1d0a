"""Test contacts: made by a worker, one at a time, within the rules of every contact, and part of nothing."""

import datetime as dt

import pytest


@pytest.fixture
def point(store):
    """A touchpoint on loopback of a campaign that runs, with attempts planned."""
    from results.models import Touchpoint

    store(organisations=1, contacts=2)
    return Touchpoint.objects.select_related("organisation__document").get()


def ask(point, **more):
    from benchmark.fieldwork.trial import ask_trial

    return ask_trial(touchpoint=point, **{"enquiry": "", "language": "nb", "actor": "account:1"} | more)


def claim(planter, **more):
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.trial import claim_trial

    worker = planter.worker("oslo-1")
    now = more.pop("now", dt.datetime.now(dt.UTC))
    return claim_trial(worker=worker.pk, capabilities=Capabilities(**more), now=now)


def test_one_at_a_time_and_never_beside_an_attempt(point, planter):
    from benchmark.fieldwork.aside import beat_aside, end_aside, stop_aside
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt
    from benchmark.fieldwork.errors import NotTried
    from results.models import DayCount

    asked = ask(point)
    with pytest.raises(NotTried) as refused:
        ask(point)
    assert refused.value.why == "going_on"
    trial = claim(planter)
    assert (trial.pk, trial.state, trial.phase) == (asked.pk, "running", "begun")
    assert claim(planter) is None
    now, worker = dt.datetime.now(dt.UTC), planter.worker("oslo-1").pk
    assert claim_attempt(worker=worker, capabilities=Capabilities(), now=now) is None
    assert {(each.scope, each.made) for each in DayCount.objects.all()} == {
        ("touchpoint", 1),
        ("organisation", 1),
    }
    assert beat_aside(trial, phase="talking") is False
    assert stop_aside(trial, actor="account:1") is True
    assert stop_aside(trial, actor="account:1") is False
    assert beat_aside(trial, phase="talking") is True
    end_aside(trial, outcome="cancelled", document={"events": []}, measurements=[])
    trial.refresh_from_db()
    assert (trial.state, trial.outcome, trial.goes_on) == ("ended", "cancelled", False)
    assert claim_attempt(worker=worker, capabilities=Capabilities(), now=now) is not None
    ask(point)
    assert claim(planter) is None, "an attempt goes on there"


def test_what_is_closed_paused_or_had_enough_is_left_in_peace(point, planter):
    from benchmark.fieldwork.errors import NotTried
    from benchmark.fieldwork.trial import A_DAY
    from results.models import Touchpoint, Trial

    here = Touchpoint.objects.filter(pk=point.pk)
    for change, why in (
        ({"active": False}, "inactive"),
        ({"paused": True, "paused_at": dt.datetime.now(dt.UTC)}, "paused"),
    ):
        here.update(**change)
        with pytest.raises(NotTried) as refused:
            ask(Touchpoint.objects.get(pk=point.pk))
        assert refused.value.why == why
        here.update(active=True, paused=False)
    here.update(address="+4710551001")
    real = Touchpoint.objects.select_related("organisation__document").get(pk=point.pk)
    trial = ask(real)
    assert claim(planter) is None, "nobody here has a line"
    night = dt.datetime(2026, 12, 1, 2, tzinfo=dt.UTC)
    assert claim(planter, trunk="line", now=night) is None
    trial.refresh_from_db()
    assert (trial.state, trial.reason) == ("refused", "closed")
    here.update(address="112")
    with pytest.raises(NotTried) as refused:
        ask(Touchpoint.objects.select_related("organisation__document").get(pk=point.pk))
    assert refused.value.why == "never"
    here.update(address=point.address)
    for _ in range(A_DAY):
        Trial.objects.filter(pk=ask(point).pk).update(state="ended", outcome="busy")
    with pytest.raises(NotTried) as refused:
        ask(point)
    assert refused.value.why == "enough"


def test_a_worker_makes_them_and_the_campaign_knows_nothing(make_town, make_fleet, helpers, record, tmp_path):
    from benchmark.fieldwork.store_campaign import store_campaign
    from benchmark.planning.campaign_files import read_campaign
    from probes.timeline import Timeline
    from results.models import Attempt, Touchpoint, Trial

    with make_town(tmp_path, centres=1, shopper=True) as town:
        town.centres.pop("shopper")
        store_campaign(files=read_campaign(town.campaign(contacts=2), more=[town.own]))
        point = Touchpoint.objects.select_related("organisation__document").get()
        trial = ask(point)
        fleet = make_fleet(record.environment, tmp_path)
        fleet.start("worker", "worker", "--label", "test-1", "--channel", "phone")
        ended = Trial.objects.filter(pk=trial.pk).exclude(state__in=("asked", "running"))
        helpers.wait_for(ended.exists, within_s=60)
        trial.refresh_from_db()
        assert trial.outcome == "answered_by_person", fleet.log("worker")
        assert len(helpers.spans(town.truth("bygd00"))) == 1
    assert Timeline.from_document(trial.document).outcome.value == "answered_by_person"
    measured = {one["name"]: one["value"] for one in trial.measurements}
    assert 1.0 < measured["answer_time"] < 10.0
    assert trial.worker.label == "test-1"
    assert Attempt.objects.exclude(state="planned").count() == 0
