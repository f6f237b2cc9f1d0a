"""A contact that does not count: said with a reason, kept for ever, read by the scores made afterwards."""

import datetime as dt

import pytest

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def contact(planter):
    """A contact that was answered, and ended."""
    from probes.measurement import Measurement
    from probes.timeline import Timeline
    from results.keep_timeline import keep_timeline
    from results.models import Contact

    made = planter.contact()
    attempt = planter.move(planter.attempt(made), "claimed", "contacting", "finished")
    measured = [Measurement("answer_time", 12.5, "s"), Measurement("transfers", 0, "count")]
    keep_timeline(attempt=attempt, timeline=Timeline("phone", NOW), measurements=measured)
    Contact.objects.filter(pk=made.pk).update(state="done", outcome="answered_by_person", done_at=NOW)
    made.refresh_from_db()
    return made


def outcomes(campaign):
    from results.fieldwork_frames import fieldwork_frames

    return list(fieldwork_frames(campaign, names=("answer_time",))["contacts"]["outcome"])


def test_it_is_left_out_of_what_is_scored_and_taken_in_again(contact):
    from results.leave_out import count_again, leave_out
    from results.models import AuditEvent, Exclusion

    assert outcomes(contact.campaign) == ["answered_by_person"]
    leave_out(contact=contact, reason="  Our line was cut.  ", author="account:1")
    assert outcomes(contact.campaign) == ["left_out"]
    contact.refresh_from_db()
    assert (contact.state, contact.outcome) == ("done", "answered_by_person")
    count_again(contact=contact, reason="It was another call.", author="account:2")
    assert outcomes(contact.campaign) == ["answered_by_person"]
    said = Exclusion.objects.order_by("pk").values_list("excluded", "reason", "author")
    assert list(said) == [
        (True, "Our line was cut.", "account:1"),
        (False, "It was another call.", "account:2"),
    ]
    assert list(AuditEvent.objects.order_by("pk").values_list("actor", "action", "subject")) == [
        ("account:1", "contact.left_out", f"contact:{contact.pk}"),
        ("account:2", "contact.counted_again", f"contact:{contact.pk}"),
    ]


def test_a_word_that_cannot_be_said_is_refused_and_nothing_is_kept(contact, planter):
    from results.errors import NotReviewable
    from results.leave_out import count_again, leave_out
    from results.models import AuditEvent, Exclusion

    for say, which, reason, why in (
        (leave_out, contact, " ", "with a reason"),
        (leave_out, planter.contact(contact.campaign), "Cut.", "has not ended"),
        (count_again, contact, "It does.", "this contact counts"),
    ):
        with pytest.raises(NotReviewable, match=why):
            say(contact=which, reason=reason, author="account:1")
    assert (Exclusion.objects.count(), AuditEvent.objects.count()) == (0, 0)
    leave_out(contact=contact, reason="Cut.", author="account:1")
    with pytest.raises(NotReviewable, match="left out already"):
        leave_out(contact=contact, reason="Cut.", author="account:1")
    assert Exclusion.objects.count() == 1


def test_the_database_keeps_every_word(contact, refused):
    from results.leave_out import leave_out
    from results.models import Exclusion

    word = leave_out(contact=contact, reason="Cut.", author="account:1")
    with refused("append_only"):
        Exclusion.objects.filter(pk=word.pk).update(excluded=False)
    with refused("append_only"):
        word.delete()
    with refused("exclusion_has_a_reason"):
        Exclusion.objects.create(contact=contact, excluded=False, reason="", author="account:1")


def test_waits_and_first_contact_go_by_the_scores_that_stand_beside_them(contact):
    from results.leave_out import leave_out
    from results.queries.class_waits import class_waits, helped_by_the_first
    from results.queries.left_out import left_out

    whose = {"campaign": contact.campaign_id, "organisation": contact.organisation_id}
    word = leave_out(contact=contact, reason="Cut.", author="account:1")
    before, after = word.at - dt.timedelta(seconds=1), word.at + dt.timedelta(seconds=1)

    def told(at):
        waits = class_waits(**whose, klass=contact.klass_id, at=at)
        return [each.seconds for each in waits], helped_by_the_first(**whose, at=at)

    assert told(before) == ([12.5], (1, 1))
    assert told(after) == ([], (0, 0))
    assert [left_out(contact.campaign_id, at=at) for at in (before, after, None)] == [
        set(),
        {contact.pk},
        {contact.pk},
    ]


def test_who_sees_why(contact, planter):
    from results.access.viewer import Viewer, looking
    from results.access.visible import visible
    from results.leave_out import leave_out
    from results.models import Campaign, Exclusion

    leave_out(contact=contact, reason="Cut.", author="account:1")
    other = planter.organisation("elvedal")

    def seen(**who):
        with looking(Viewer(who.pop("role", "organisation"), "account:7", **who)):
            return visible(Exclusion).count()

    assert seen(role="evaluator") == 1
    assert seen(organisation=contact.organisation_id) == 0
    Campaign.objects.filter(pk=contact.campaign_id).update(released_at=NOW)
    assert seen(organisation=contact.organisation_id) == 1
    assert seen(organisation=other.pk) == 0
