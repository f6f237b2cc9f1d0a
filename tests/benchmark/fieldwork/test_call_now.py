"""A shopper asks for their contact: one wish, one call, and every reason why not."""

import datetime as dt
from typing import Any

import pytest


@pytest.fixture
def asked(store: Any, planter: Any) -> Any:
    """A contact bridged to a shopper who signs in, and a worker that could make it."""
    from results.models import Account, Contact, Role

    campaign = store(organisations=2, contacts=2)
    now = dt.datetime.now(dt.UTC)
    shopper = planter.shopper("silje", phone="sip:silje@127.0.0.1:9", phone_verified_at=now)
    account = Account.objects.create(email="silje@svartid.example")
    Role.objects.create(account=account, role="shopper", shopper=shopper)
    Contact.objects.update(mode="bridged", shopper=shopper)
    worker = planter.worker()
    worker.heartbeat_at = now
    worker.capabilities = {"channels": ["phone"], "languages": ["nb"], "modes": ["bridged"]}
    worker.save()
    return campaign, shopper, Contact.objects.order_by("pk").first()


def _why(contact: Any) -> Any:
    from benchmark.fieldwork.call_now import hindrance

    found = hindrance(contact=contact, now=dt.datetime.now(dt.UTC))
    return None if found is None else found.why.value


def _claim(planter: Any) -> Any:
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt

    return claim_attempt(worker=planter.worker().pk, capabilities=Capabilities(), now=dt.datetime.now(dt.UTC))


def _ask(contact: Any) -> Any:
    from benchmark.fieldwork.call_now import ask_for_call

    return ask_for_call(contact=contact, now=dt.datetime.now(dt.UTC), actor="account:1")


def _state(contact: Any) -> Any:
    from benchmark.fieldwork.call_state import call_state

    return call_state(contact=contact, now=dt.datetime.now(dt.UTC))


def test_nobodys_phone_rings_unasked_who_can_press_the_button(asked: Any, planter: Any) -> None:
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.delivery import find_due
    from benchmark.fieldwork.status import left_for, why_waiting
    from results.models import AuditEvent, Role

    campaign, _, contact = asked
    now = dt.datetime.now(dt.UTC)
    assert _claim(planter) is None
    assert find_due(now=now) == []
    assert why_waiting(campaign.pk, capabilities=Capabilities()) == {"the shopper to press Call now": 4}
    assert _state(contact).step == "ready"
    assert _ask(contact) is None
    assert _ask(contact) is None
    assert AuditEvent.objects.filter(action="contact.call_asked").count() == 1
    assert _state(contact).step == "asked"
    assert left_for(campaign.pk, capabilities=Capabilities()) == (1, 3)
    [(due, queue)] = find_due(now=now)
    claim = _claim(planter)
    assert (claim.attempt, claim.contact, queue) == (due, contact.pk, "phone.nb.bridged")
    assert _state(contact).step == "now"
    assert _ask(contact) is None
    assert _claim(planter) is None
    # Without an account nobody can press anything: the plan's time rings.
    Role.objects.update(ended_at=now)
    assert why_waiting(campaign.pk, capabilities=Capabilities()) == {}


def test_a_wish_is_good_for_a_minute_and_a_half(asked: Any, planter: Any, record: Any) -> None:
    _, _, contact = asked
    assert _ask(contact) is None
    with record.connect(autocommit=True) as connection:
        connection.execute("UPDATE results_callwish SET asked_at = asked_at - interval '91 seconds'")
    assert _state(contact).step == "unheard"
    assert _claim(planter) is None
    assert _ask(contact) is None
    assert _claim(planter).contact == contact.pk


def test_a_wish_is_taken_back_before_anybody_is_called(asked: Any, planter: Any) -> None:
    from benchmark.fieldwork.call_now import ask_to_hang_up

    _, _, contact = asked
    assert ask_to_hang_up(contact=contact, actor="account:1") is False
    _ask(contact)
    assert ask_to_hang_up(contact=contact, actor="account:1") is True
    assert ask_to_hang_up(contact=contact, actor="account:1") is False
    assert _claim(planter) is None
    assert _state(contact).step == "ready"


def test_what_stands_in_the_way_is_named(asked: Any, planter: Any) -> None:
    from benchmark.fieldwork.control import set_state
    from results.models import Contact, Shopper, Touchpoint, Worker

    campaign, _shopper, contact = asked
    assert _why(contact) is None
    Worker.objects.update(heartbeat_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1))
    assert _why(contact) == "no_worker"
    assert _ask(contact).why == "no_worker"
    assert _claim(planter) is None
    Worker.objects.update(heartbeat_at=dt.datetime.now(dt.UTC))
    Touchpoint.objects.update(active=False)
    assert _why(contact) == "touchpoint"
    Touchpoint.objects.update(active=True)
    Shopper.objects.update(phone_verified_at=None)
    assert _why(contact) == "no_phone"
    Shopper.objects.update(phone_verified_at=dt.datetime.now(dt.UTC))
    set_state(campaign=campaign, state="paused", actor="eva")
    assert _why(contact) == "not_running"
    set_state(campaign=campaign, state="running", actor="eva")
    other = Contact.objects.exclude(organisation=contact.organisation).first()
    assert _ask(other) is None
    assert _claim(planter).contact == other.pk
    assert _why(contact) == "other_call"
    siv = planter.shopper("siv", phone="sip:siv@127.0.0.1:9", phone_verified_at=dt.datetime.now(dt.UTC))
    Contact.objects.filter(pk=other.pk).update(shopper=siv)
    neighbour = Contact.objects.filter(organisation=other.organisation).exclude(pk=other.pk).first()
    assert _why(neighbour) == "line_busy"
    Contact.objects.filter(pk=contact.pk).update(mode="automatic")
    contact.refresh_from_db()
    assert _why(contact) == "not_bridged"


def test_outside_the_hours_it_is_said_when_they_begin(store: Any, planter: Any) -> None:
    from benchmark.fieldwork.call_now import ask_for_call, hindrance
    from results.models import Attempt, Contact

    campaign = store(demo=False, organisations=1, contacts=2)
    now = dt.datetime(2026, 12, 3, 3, 0, tzinfo=dt.UTC)
    shopper = planter.shopper("silje", phone="sip:silje@127.0.0.1:9", phone_verified_at=now)
    Contact.objects.filter(campaign=campaign).update(mode="bridged", shopper=shopper)
    worker = planter.worker()
    worker.heartbeat_at = dt.datetime.now(dt.UTC)
    worker.capabilities = {"channels": ["phone"], "languages": ["nb"], "modes": ["bridged"]}
    worker.save()
    contact = Contact.objects.order_by("-due_at").first()
    found = hindrance(contact=contact, now=now)
    assert (found.why, found.opens) == ("later", dt.datetime(2026, 12, 3, 8, 0, tzinfo=dt.UTC))
    at = dt.datetime(2026, 12, 3, 9, 17, 5, tzinfo=dt.UTC)
    assert ask_for_call(contact=contact, now=at, actor="account:1") is None
    attempt = Attempt.objects.get(contact=contact)
    assert attempt.due_at == at
    assert attempt.window_ends_at.date() == at.date()
    late = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
    assert hindrance(contact=contact, now=late).why == "no_window"


def test_the_picture_follows_the_shoppers_phone() -> None:
    from benchmark.fieldwork.picture import Picture, next_picture
    from probes.event import Event, EventKind, Source
    from probes.phone.bridge import NO_PERSON

    told = [
        (EventKind.DIALLED, {}),
        (EventKind.SHOPPER_RINGING, {}),
        (EventKind.SHOPPER_ANSWERED, {}),
        (EventKind.QUEUE_POSITION, {"position": 3}),
        (EventKind.SHOPPER_CONNECTED, {}),
        (EventKind.NOTE, {"note": NO_PERSON}),
        (EventKind.SHOPPER_HUNG_UP, {}),
    ]
    picture, legs = Picture(), []
    for kind, detail in told:
        picture = next_picture(picture, Event(0.0, kind, Source.SIGNALLING, detail=detail))
        legs.append(picture.leg)
    assert legs == ["", "ringing", "listening", "listening", "connected", "listening", "gone"]
    assert (picture.phase, picture.place) == ("waiting", 3)


def test_what_is_typed_is_taken_once_and_shown(asked: Any, planter: Any) -> None:
    from benchmark.fieldwork.seat_rows import end_typing, seat_turns, show_turn, type_turn, typed_turns
    from probes.chat.seat import Observed
    from probes.chat.turn import Speaker

    _, _, contact = asked
    _ask(contact)
    claim = _claim(planter)
    assert type_turn(attempt=claim.attempt, key="k1", text=" Hei \x00du ") is True
    assert type_turn(attempt=claim.attempt, key="k1", text="Hei du") is False
    assert type_turn(attempt=claim.attempt, key="k2", text="Når er fristen?") is True
    assert [words for _, words in typed_turns(claim.attempt)] == ["Hei du", "Når er fristen?"]
    show_turn(claim, Observed("r1", 0.0, Speaker.UNDECIDED, 0.5, "Hei, hva gjelder det?", "Robo"))
    show_turn(claim, Observed("r1", 0.0, Speaker.ROBOT, 0.9, "Hei, hva gjelder det?", "Robo"))
    show_turn(claim, Observed("own-1", 1.5, Speaker.SHOPPER, 1.0, "Hei du"))
    shown = [(each.speaker, each.text, each.waits) for each in seat_turns(claim.attempt)]
    assert shown == [
        ("robot", "Hei, hva gjelder det?", False),
        ("shopper", "Hei du", False),
        ("shopper", "Når er fristen?", True),
    ]
    assert end_typing(attempt=claim.attempt) is True
    assert end_typing(attempt=claim.attempt) is False
    assert [words for _, words in typed_turns(claim.attempt)][-1] is None


def test_a_rehearsal_is_asked_for_once_taken_once_and_told(asked: Any) -> None:
    from benchmark.fieldwork.picture import Picture
    from benchmark.fieldwork.rehearsal import (
        ask_rehearsal,
        ask_to_end,
        beat_rehearsal,
        end_rehearsal,
        rehearsal_state,
        take_rehearsal,
    )

    _, _, contact = asked
    assert rehearsal_state(contact=contact) is None
    assert ask_rehearsal(contact=contact) is None
    assert ask_rehearsal(contact=contact) is None
    taken = take_rehearsal()
    assert taken is not None
    assert taken.contact == contact.pk
    assert take_rehearsal() is None
    talking = Picture("talking", "connected", 2)
    assert beat_rehearsal(taken.rehearsal, picture=talking, partner="Fjordvik kommune") is False
    found = rehearsal_state(contact=contact)
    assert found is not None
    assert (found.step, found.phase, found.leg, found.place) == ("now", "talking", "connected", 2)
    assert ask_to_end(contact=contact) is True
    assert beat_rehearsal(taken.rehearsal, picture=talking, partner="Fjordvik kommune") is True
    end_rehearsal(taken.rehearsal, outcome="answered_by_person", timeline={"svartid_timeline": 1})
    found = rehearsal_state(contact=contact)
    assert found is not None
    assert (found.step, found.outcome, found.partner) == ("over", "answered_by_person", "Fjordvik kommune")
    assert found.timeline == {"svartid_timeline": 1}
    assert ask_to_end(contact=contact) is False


def test_what_passed_is_forgotten_after_its_days(asked: Any, planter: Any, record: Any) -> None:
    from benchmark.fieldwork.forget_passing import forget_passing
    from benchmark.fieldwork.rehearsal import ask_rehearsal
    from benchmark.fieldwork.seat_rows import type_turn

    _, _, contact = asked
    ask_rehearsal(contact=contact)
    _ask(contact)
    type_turn(attempt=_claim(planter).attempt, key="k1", text="Hei")
    assert forget_passing() == 0
    with record.connect(autocommit=True) as connection:
        connection.execute("UPDATE results_seat SET at = at - interval '25 hours'")
        connection.execute("UPDATE results_callwish SET asked_at = asked_at - interval '25 hours'")
        connection.execute("UPDATE results_rehearsal SET asked_at = asked_at - interval '8 days'")
    assert forget_passing() == 3
