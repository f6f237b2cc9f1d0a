"""Claim, begin, finish, sweep: what each step writes, and what it refuses."""

import datetime as dt
from pathlib import Path

import pytest

from probes.clock import SystemClock
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.recorder import TimelineRecorder
from probes.timeline import Timeline

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def hand(record, planter):
    """A worker's hands: claims and ends attempts as told."""
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import Search, claim_attempt
    from benchmark.fieldwork.finish import finish_attempt
    from benchmark.fieldwork.moves import begin_contact

    class Hand:
        def __init__(self):
            self.worker = planter.worker().pk
            self.search = Search()

        def claim(self, *, now=NOW, capabilities=None, **more):
            self.search = Search()
            return claim_attempt(
                worker=self.worker,
                capabilities=capabilities or Capabilities(),
                now=now,
                search=self.search,
                **more,
            )

        def end(self, claim, outcome, *, now=NOW, seconds=0.0, started_at=None):
            timeline = Timeline(channel="phone", started_at=started_at or dt.datetime.now(dt.UTC))
            recorder = TimelineRecorder(timeline, evidence=Path("/nonexistent"), clock=SystemClock())
            recorder.start()
            recorder.event(EventKind.DIALLED, Source.SIGNALLING, detail={"call_id": f"{claim.attempt}@town"})
            recorder.finish(outcome)
            if seconds:
                timeline.events[-1] = type(timeline.events[-1])(
                    seconds * 1000, EventKind.FINISHED, Source.CALLER, detail={"outcome": outcome.value}
                )
            return finish_attempt(claim=claim, timeline=timeline, now=now, actor="oslo-1")

        def carry(self, outcome, **more):
            claim = self.claim()
            assert claim is not None
            assert begin_contact(claim)
            return claim, self.end(claim, outcome, **more)

    return Hand()


def attempts_of(claim):
    from results.models import Attempt

    rows = Attempt.objects.filter(contact_id=claim.contact).order_by("number")
    return [(row.number, row.state, row.outcome, row.not_run_reason) for row in rows]


def ending(claim):
    from results.models import Contact

    row = Contact.objects.get(pk=claim.contact)
    return row.state, row.outcome, row.not_run_reason


def test_a_campaign_is_stored_once(quick_files, record):
    from benchmark.fieldwork.store_campaign import store_campaign
    from results.models import Attempt, Contact

    files = quick_files(organisations=3, contacts=4)
    first, again = store_campaign(files=files), store_campaign(files=files)
    assert first.plan is not None
    assert (again.plan, again.contacts, again.campaign) == (None, 12, first.campaign)
    assert Contact.objects.count() == Attempt.objects.count() == 12


def test_a_changed_campaign_is_refused_once_it_has_contacts(quick_files, record):
    from benchmark.fieldwork.errors import CampaignDiffers
    from benchmark.fieldwork.store_campaign import store_campaign

    store_campaign(files=quick_files())
    with pytest.raises(CampaignDiffers, match="quick is stored already"):
        store_campaign(files=quick_files(seed=("seed: 7", "seed: 8")))


def test_a_campaign_whose_shoppers_are_not_to_be_found_is_not_planned_for_machines_alone(quick_files, record):
    from benchmark.fieldwork.errors import NoShoppers
    from benchmark.fieldwork.store_campaign import store_campaign
    from results.models import Campaign, Contact, Shopper

    files = quick_files(shoppers=("seed: 7", "seed: 7\nshoppers: {pool: our shoppers}"))
    with pytest.raises(NoShoppers, match="there are no shoppers our shoppers"):
        store_campaign(files=files)
    assert Campaign.objects.count() == 0
    # A demonstration looks at calls, not at who judges them.
    assert store_campaign(files=files, demo=True).contacts == 12
    Shopper.objects.create(label="sam", languages=["nb"], pools=["our shoppers"])
    store_campaign(files=files)
    assert set(Contact.objects.filter(campaign__demo=False).values_list("shopper__label", flat=True)) == {
        "sam"
    }


def test_a_demonstration_is_another_campaign_and_its_attempts_are_marked(store, hand):
    from results.models import Attempt

    assert store(demo=True).slug == "quick-demo"
    claim = hand.claim()
    row = Attempt.objects.get(pk=claim.attempt)
    assert (row.demo_clock, row.day) == (True, claim.due_at.date())


def test_a_real_campaign_waits_for_the_time_of_day(store, hand):
    store(demo=False)
    assert hand.claim(now=dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)) is None
    first = hand.claim(now=dt.datetime(2026, 12, 24, 23, tzinfo=dt.UTC))
    assert first is None  # at night no window is open


def test_an_answered_contact_is_done_with_its_timeline(store, hand):
    from results.models import TimelineEvent

    store()
    claim, follows = hand.carry(Outcome.ANSWERED_BY_PERSON)
    assert follows is False
    assert attempts_of(claim) == [(1, "finished", "answered_by_person", "")]
    assert ending(claim) == ("done", "answered_by_person", "")
    kinds = TimelineEvent.objects.filter(attempt_id=claim.attempt).order_by("number")
    assert list(kinds.values_list("kind", flat=True)) == ["dialled", "finished"]


def test_an_unanswered_contact_is_tried_again_on_another_day_and_then_is_done(store, hand):
    from results.models import Attempt

    store(organisations=1, contacts=1)
    claim, follows = hand.carry(Outcome.NO_ANSWER)
    assert follows is True
    second = Attempt.objects.get(contact_id=claim.contact, number=2)
    assert second.due_at.date() > claim.day
    again, follows = hand.carry(Outcome.BUSY)
    assert (again.attempt, follows) == (second.pk, False)
    assert ending(claim) == ("done", "busy", "")


def test_without_a_window_the_retry_is_written_as_not_run_and_the_first_outcome_stays(store, hand):
    store(
        organisations=1,
        contacts=1,
        one_day=("from: 2026-12-01, to: 2027-02-26", "from: 2026-12-01, to: 2026-12-01"),
    )
    claim, follows = hand.carry(Outcome.NO_ANSWER)
    assert follows is False
    assert attempts_of(claim) == [(1, "finished", "no_answer", ""), (2, "not_run", "", "no_window")]
    assert ending(claim) == ("done", "no_answer", "")


def test_a_missed_window_is_put_off_and_the_last_one_ends_the_contact(store, hand):
    from benchmark.fieldwork.tidy_plan import put_off_missed
    from results.models import Attempt, Contact

    store(demo=False, organisations=1, contacts=1)
    before = Attempt.objects.get()
    late = before.window_ends_at + dt.timedelta(hours=3)
    assert put_off_missed(now=late) == 1
    moved = Attempt.objects.get()
    assert moved.due_at > late
    assert (moved.state, moved.number) == ("planned", 1)
    assert put_off_missed(now=dt.datetime(2027, 6, 1, tzinfo=dt.UTC)) == 1
    contact = Contact.objects.get()
    assert (contact.state, contact.outcome, contact.not_run_reason) == ("done", "", "no_window")


def test_a_stale_token_writes_nothing(store, hand):
    from benchmark.fieldwork.errors import StaleClaim
    from benchmark.fieldwork.moves import begin_contact, give_back
    from results.models import TimelineDocument

    store(organisations=1)
    old = hand.claim()
    assert give_back(old)
    new = hand.claim(attempt=old.attempt)
    assert new.token == old.token + 1
    assert begin_contact(old) is False
    assert begin_contact(new) is True
    with pytest.raises(StaleClaim):
        hand.end(old, Outcome.BUSY)
    assert TimelineDocument.objects.count() == 0
    assert hand.end(new, Outcome.ANSWERED_BY_PERSON) is False


def test_a_sweep_gives_back_what_was_claimed_and_loses_what_was_in_contact(store, hand):
    from benchmark.fieldwork.moves import begin_contact
    from benchmark.fieldwork.sweep import Swept, sweep_attempts

    store(organisations=2)
    claimed, contacting = hand.claim(lease_s=-1), hand.claim(lease_s=-1)
    assert begin_contact(contacting, lease_s=-1)
    assert sweep_attempts(actor="oslo-2", grace_s=0) == Swept(given_back=1, lost=1)
    assert sweep_attempts(actor="oslo-2", grace_s=0) == Swept(given_back=0, lost=0)
    assert attempts_of(claimed) == [(1, "planned", "", "")]
    assert attempts_of(contacting) == [(1, "lost", "lost", "")]
    assert ending(contacting) == ("done", "lost", "")


def test_a_lease_that_is_renewed_is_not_swept(store, hand):
    from benchmark.fieldwork.moves import begin_contact, renew_leases
    from benchmark.fieldwork.sweep import Swept, sweep_attempts

    store()
    claim = hand.claim(lease_s=-1)
    assert begin_contact(claim, lease_s=-1)
    assert renew_leases([(claim.attempt, claim.token), (claim.attempt + 1, 1)]) == {claim.attempt}
    assert sweep_attempts(actor="oslo-2", grace_s=0) == Swept(0, 0)


def test_three_technical_failures_pause_a_touchpoint_and_tell(store, hand):
    from benchmark.fieldwork.control import release_touchpoint
    from results.models import AuditEvent, Touchpoint

    store(organisations=1, contacts=6)
    for outcome in (Outcome.ERROR, Outcome.LOST, Outcome.BUSY, Outcome.ERROR, Outcome.LOST):
        hand.carry(outcome)
        assert Touchpoint.objects.get().paused is False
    hand.carry(Outcome.ERROR)
    assert Touchpoint.objects.get().paused is True
    assert hand.claim() is None
    told = AuditEvent.objects.get(action="touchpoint.paused")
    assert told.subject == "touchpoint:bygd00.switchboard"
    release_touchpoint(name="bygd00.switchboard", actor="eva")
    assert hand.claim() is not None


def test_what_is_never_reached_pauses_until_somebody_has_looked(store, hand):
    from benchmark.fieldwork.control import release_touchpoint
    from results.models import Touchpoint

    store(organisations=1, contacts=8)
    for outcome in (Outcome.UNREACHABLE, Outcome.UNREACHABLE, Outcome.CONGESTION):
        hand.carry(outcome)
    assert Touchpoint.objects.get().failures == 2  # congestion says nothing either way
    hand.carry(Outcome.UNREACHABLE)
    assert Touchpoint.objects.get().paused is True
    release_touchpoint(name="bygd00.switchboard", actor="eva")
    # The number is right, then: that nobody is reached there is the organisation's own.
    for _ in range(4):
        hand.carry(Outcome.UNREACHABLE)
    assert Touchpoint.objects.get().paused is False
    for _ in range(3):
        hand.carry(Outcome.ERROR)
    assert Touchpoint.objects.get().paused is True


def test_the_minutes_are_reserved_before_a_call_and_then_end_the_campaign(store, hand):
    from benchmark.fieldwork.tidy_plan import MINUTES, end_spent
    from results.models import Contact

    # A call may last 4 s + 2 s and a minute of tidying up: two of them do not fit into two minutes.
    campaign = store(organisations=3, contacts=1, cap=("simultaneous: 12", "simultaneous: 12, minutes: 2"))
    claim = hand.claim()
    assert claim is not None
    assert hand.claim() is None
    assert hand.search.spent == set()
    from benchmark.fieldwork.moves import begin_contact

    assert begin_contact(claim)
    hand.end(claim, Outcome.ANSWERED_BY_PERSON, seconds=60.0)
    assert hand.claim() is None
    assert hand.search.spent == {campaign.pk}
    assert end_spent(campaign=campaign.pk, actor="oslo-1") == 2
    endings = Contact.objects.order_by("not_run_reason").values_list("outcome", "not_run_reason")
    assert list(endings) == [("answered_by_person", ""), ("", MINUTES), ("", MINUTES)]


def test_a_paused_campaign_begins_nothing_new(store, hand):
    from benchmark.fieldwork.control import set_state
    from benchmark.fieldwork.moves import begin_contact

    campaign = store()
    claim = hand.claim()
    assert set_state(campaign=campaign, state="paused", actor="eva")
    assert not set_state(campaign=campaign, state="paused", actor="eva")
    assert begin_contact(claim) is False
    assert hand.claim() is None


def test_a_short_number_is_dialled_in_its_own_country_only(store, hand):
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.status import why_waiting
    from results.models import Touchpoint

    campaign = store(organisations=1, contacts=2)
    Touchpoint.objects.update(address="02180")
    swedish = Capabilities(trunk="stockholm", country="SE")
    assert hand.claim(capabilities=swedish) is None
    assert why_waiting(campaign.pk, capabilities=swedish) == {"a worker with a SIP trunk in NO": 2}
    assert why_waiting(campaign.pk, capabilities=Capabilities()) == {"a worker with a SIP trunk": 2}
    assert hand.claim(capabilities=Capabilities(trunk="oslo")) is not None
    Touchpoint.objects.update(address="+4710551000")
    assert why_waiting(campaign.pk, capabilities=swedish) == {}


@pytest.mark.parametrize("number", ["+47 829 00 000", "00112", "sip:+4782900000@127.0.0.1:5060"])
def test_a_campaign_with_a_number_that_is_never_dialled_is_not_stored(quick_files, record, number):
    from benchmark.fieldwork.errors import NeverDialled
    from benchmark.fieldwork.store_campaign import store_campaign
    from benchmark.planning.campaign_files import read_campaign
    from results.models import Campaign

    path = quick_files().path
    file = path.parent / "organisations" / "bygd00.yaml"
    file.write_text(file.read_text().replace("sip:bygd00@127.0.0.1:9", number))
    with pytest.raises(NeverDialled, match=r"bygd00\.switchboard: .* is never dialled"):
        store_campaign(files=read_campaign(path, more=[path.parent / "own"]))
    assert Campaign.objects.count() == 0


def test_a_contact_waits_for_a_worker_that_can_serve_it(store, hand):
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.status import left_for
    from results.models import Touchpoint

    campaign = store(organisations=1, contacts=2)
    assert hand.claim(capabilities=Capabilities(languages=("sv",))) is None
    assert hand.claim(capabilities=Capabilities(channels=("email",))) is None
    Touchpoint.objects.update(address="+4710551000")
    assert hand.claim(capabilities=Capabilities()) is None
    assert left_for(campaign.pk, capabilities=Capabilities()) == (0, 2)
    assert left_for(campaign.pk, capabilities=Capabilities(trunk="sip.example")) == (2, 0)
    assert hand.claim(capabilities=Capabilities(reach=("+4710551000",))) is not None
