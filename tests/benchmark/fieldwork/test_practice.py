"""Practice calls: a verified phone only, one at a time, with nothing that is being measured, or stopped."""

import datetime as dt
from contextlib import suppress

import pytest

from probes.sandbox.behaviour import seconds
from probes.sandbox.shopper_phone import ShopperHabit


@pytest.fixture
def phone(store):
    """A verified phone on loopback of somebody of an organisation that is being measured."""
    from results.models import Account, Organisation
    from results.practice_phone import keep_practice_phone, verify_practice_phone

    store(organisations=1, contacts=2)
    account = Account.objects.create(email="otto@svartid.example", name="Otto", language="nb")
    kept = keep_practice_phone(
        organisation=Organisation.objects.select_related("klass").get(),
        account=account,
        address="sip:otto@127.0.0.1:5999",
        actor="account:1",
    )
    verify_practice_phone(phone=kept, address=kept.address, actor="account:2")
    kept.refresh_from_db()
    return kept


def ask(phone, **more):
    from benchmark.fieldwork.practice import ask_practice

    return ask_practice(
        phone=phone, **{"enquiry": "parking-permit", "language": "nb", "actor": "account:1"} | more
    )


def refused(phone, **more) -> str:
    from benchmark.fieldwork.errors import NotTried

    with pytest.raises(NotTried) as error:
        ask(phone, **more)
    return error.value.why


def claim(worker, **more):
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.practice import claim_practice

    return claim_practice(worker=worker.pk, capabilities=Capabilities(**more))


def test_what_is_never_rung(phone, planter):
    from benchmark.fieldwork.practice import A_DAY
    from results.errors import NotChangeable
    from results.models import Account, PracticeCall
    from results.practice_phone import keep_practice_phone, verify_practice_phone

    own = {"organisation": phone.organisation, "account": phone.account, "actor": "account:1"}
    for never in ("112", "+47 820 00 123", "nobody"):
        with pytest.raises(NotChangeable):
            keep_practice_phone(address=never, **own)
    assert refused(phone) == "no_worker"
    worker = planter.worker("oslo-1")
    worker.heartbeat_at = dt.datetime.now(dt.UTC)
    worker.capabilities = {"channels": ["phone"], "languages": ["nb"], "modes": ["automatic"]}
    worker.save()
    assert refused(phone, enquiry="anybody-there") == "secret", "its campaign asks this"
    asked = ask(phone)
    assert refused(phone) == "going_on"
    other = Account.objects.create(email="olga@svartid.example", name="Olga", language="nb")
    same = keep_practice_phone(**own | {"account": other, "address": phone.address})
    assert refused(same) == "unverified", "verified for Otto is not verified for Olga"
    verify_practice_phone(phone=same, address=phone.address, actor="account:2")
    same.refresh_from_db()
    assert refused(same) == "going_on", "it is the same telephone"
    # Another number meanwhile: nobody dials the one that was asked for, nor the one that nobody verified.
    changed = keep_practice_phone(address="+47 10 55 10 01", **own)
    assert (changed.address, changed.verified_at) == ("+4710551001", None)
    assert claim(worker) is None
    with pytest.raises(NotChangeable):
        verify_practice_phone(phone=changed, address=phone.address, actor="account:2")
    verify_practice_phone(phone=changed, address=changed.address, actor="account:2")
    changed.refresh_from_db()
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    PracticeCall.objects.filter(pk=asked.pk).update(asked_at=long_ago)
    again = ask(changed)
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("refused", "no_worker"), "whoever asked has gone away"
    assert claim(worker) is None, "nobody here has a line"
    taken = claim(worker, trunk="line")
    assert (taken.pk, taken.state) == (again.pk, "running")
    assert claim(worker, trunk="line") is None
    goes_on = PracticeCall.objects.filter(state__in=("asked", "running"))
    for _ in range(A_DAY - 1):
        goes_on.update(state="ended", outcome="answered_by_person")
        ask(changed)
    goes_on.update(state="ended", outcome="answered_by_person")
    assert refused(changed) == "enough"


def test_a_citizen_rings_and_can_be_stopped(make_town, make_fleet, helpers, record, tmp_path, phone):
    from benchmark.fieldwork.aside import stop_aside
    from probes.sandbox.truth import Happening
    from probes.timeline import Timeline
    from results.models import KnownRecording, PracticeCall, PracticePhone

    # Somebody who takes the phone, says who they are, listens and answers: then the citizen talks, too. An
    # answer may last until 15 s after the beginning.
    habit = ShopperHabit(
        rings=seconds(0.3), voice="kari-f2", says=("greet", "answer"), pauses=seconds(3.0),
        hangs_up_after=seconds(24),
    )  # fmt: skip
    with make_town(tmp_path, centres=0, shopper=True, habit=habit) as town:
        PracticePhone.objects.update(address=town.centres["shopper"].uri)
        phone.refresh_from_db()
        fleet = make_fleet(record.environment, tmp_path)
        fleet.start("worker", "worker", "--label", "test-1", "--channel", "phone")
        helpers.wait_for(lambda: _rings(phone), within_s=60)
        first = PracticeCall.objects.get()
        over = PracticeCall.objects.exclude(state__in=("asked", "running"))
        helpers.wait_for(over.exists, within_s=60)
        first.refresh_from_db()
        assert (first.state, first.outcome) == ("ended", "answered_by_person"), fleet.log("worker")
        second = ask(phone)
        helpers.wait_for(PracticeCall.objects.filter(pk=second.pk, phase="talking").exists, within_s=60)
        assert stop_aside(second, actor="account:1") is True
        helpers.wait_for(over.filter(pk=second.pk).exists, within_s=20)
        second.refresh_from_db()
        assert (second.state, second.outcome) == ("ended", "cancelled")
        truth = town.truth("shopper")
        assert sum(each.event is Happening.INVITE_RECEIVED for each in truth) == 2
    kinds = [each.kind.value for each in Timeline.from_document(first.document)]
    assert [kinds.count(kind) for kind in ("dialled", "person_answered", "hung_up")] == [1, 1, 1]
    assert "spoke" in kinds
    assert {"answer_time", "ring_time"} <= {each["name"] for each in first.measurements}
    assert KnownRecording.objects.count() == 0, "nobody's voice is remembered"


def _rings(phone) -> bool:
    from benchmark.fieldwork.errors import NotTried

    with suppress(NotTried):
        return ask(phone) is not None
    return False
