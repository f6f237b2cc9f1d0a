import datetime as dt
import itertools

import pytest

WAYS = {
    "planned": {"claimed", "cancelled", "not_run"},
    "claimed": {"planned", "contacting", "cancelled", "not_run"},
    "contacting": {"awaiting", "finished", "lost", "cancelled"},
    "awaiting": {"finished", "cancelled"},
    "finished": set(),
    "lost": set(),
    "cancelled": set(),
    "not_run": set(),
}
TO = {
    "planned": (),
    "claimed": ("claimed",),
    "contacting": ("claimed", "contacting"),
    "awaiting": ("claimed", "contacting", "awaiting"),
    "finished": ("claimed", "contacting", "finished"),
    "lost": ("claimed", "contacting", "lost"),
    "cancelled": ("cancelled",),
    "not_run": ("not_run",),
}


def test_only_the_arrows_of_the_life_can_be_walked(planter):
    from django.db import IntegrityError, transaction

    from results.models import Attempt
    from results.refusal import refused_by

    mailbox = planter.touchpoint(slug="mailbox", channel="email")
    attempts = {state: planter.attempt(planter.contact(touchpoint=mailbox)) for state in WAYS}
    # One after the other: the touchpoint holds one at a time, and two a day are allowed.
    for before, after in itertools.permutations(WAYS, 2):
        with transaction.atomic():
            attempt = planter.move(Attempt.objects.get(pk=attempts[before].pk), *TO[before])
            told = ""
            try:
                with transaction.atomic():
                    planter.move(attempt, after)
            except IntegrityError as error:
                told = refused_by(error)
            transaction.set_rollback(True)
        guards = {""} if after in WAYS[before] else {"attempt_arrow", "attempt_over", "attempt_token"}
        assert told in guards, (before, after)


def test_what_is_over_stays_as_it_is(planter, refused):
    attempt = planter.move(planter.attempt(), "claimed", "contacting", "lost")
    attempt.error = "another story"
    with refused("attempt_over"):
        attempt.save()


def test_an_attempt_begins_as_planned(planter, refused):
    contact = planter.contact()
    with refused("attempt_arrow"):
        planter.attempt(contact, state="not_run", not_run_reason="no_window")


def test_an_attempt_is_of_its_contacts_own_touchpoint(planter, refused):
    contact = planter.contact()
    with refused("attempt_of_its_contact"):
        planter.attempt(contact, touchpoint=planter.touchpoint(slug="nursery"))


def test_a_contact_is_of_its_organisations_own_touchpoint(planter, refused):
    other = planter.touchpoint(planter.organisation("elvedal"))
    with refused("contact_own_touchpoint"):
        planter.contact(touchpoint=other, organisation=planter.organisation("fjordvik"))


def test_a_stale_token_cannot_write(planter, refused):
    attempt = planter.move(planter.attempt(), "claimed", "planned", "claimed")
    assert attempt.fencing_token == 2
    attempt.fencing_token = 1
    with refused("attempt_token"):
        attempt.save()


def test_a_contact_has_one_open_attempt(planter, refused):
    contact = planter.contact()
    planter.attempt(contact)
    with refused("attempt_one_open_a_contact"):
        planter.attempt(contact, number=2)


def test_a_touchpoint_has_one_attempt_in_progress(planter, refused):
    planter.move(planter.attempt(), "claimed", "contacting")
    second = planter.attempt()
    with refused("attempt_one_in_progress_a_touchpoint"):
        planter.move(second, "claimed")


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"state": "dialling"}, "attempt_state"),
        ({"ended_at": dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)}, "attempt_ends_after_start"),
        ({"outcome": "lost"}, "attempt_outcome_fits"),
        ({"outcome": "nearly"}, "attempt_outcome"),
        ({"ended_at": None}, "attempt_finished_when"),
        ({"not_run_reason": "no_window"}, "attempt_not_run_why"),
    ],
)
def test_a_finished_attempt_is_told_rightly(planter, refused, change, guard):
    attempt = planter.move(planter.attempt(), "claimed", "contacting")
    if guard == "attempt_state":
        guard = "attempt_arrow"
    with refused(guard):
        planter.move(attempt, "finished", **change)


def test_a_contact_ends_once_and_not_while_it_is_tried(planter, refused):
    from results.models import Contact

    attempt = planter.move(planter.attempt(), "claimed", "contacting")
    contact = Contact.objects.filter(pk=attempt.contact_id)
    ending = {"state": "done", "outcome": "answered_by_person", "done_at": dt.datetime.now(dt.UTC)}
    with refused("contact_attempt_open"):
        contact.update(**ending)
    planter.move(attempt, "finished")
    contact.update(**ending)
    with refused("contact_ends_once"):
        contact.update(outcome="busy")
    with refused("contact_ends_once"):
        planter.attempt(contact.get(), number=2)


@pytest.mark.parametrize(
    "ending",
    [
        {"state": "done"},
        {"state": "done", "outcome": "busy", "not_run_reason": "no_window"},
        {"state": "running", "outcome": "busy"},
    ],
)
def test_a_contact_has_exactly_one_terminal_word(planter, refused, ending):
    from results.models import Contact

    contact = planter.contact()
    done_at = dt.datetime.now(dt.UTC) if ending["state"] == "done" else None
    with refused("contact_one_ending"):
        Contact.objects.filter(pk=contact.pk).update(done_at=done_at, **ending)
