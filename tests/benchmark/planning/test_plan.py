from collections import Counter

import pytest

from benchmark.planning.errors import NoContacts, NoOrganisations
from benchmark.planning.shopper import Shopper
from scenarios.library_path import library_file
from scenarios.load import load_method
from tests.benchmark.planning.making import (
    FIRST_CONTACT,
    KOMMUNETEST,
    campaign,
    organisation,
    phone,
    planned,
    several,
    shoppers,
)


@pytest.mark.parametrize(("organisations", "contacts"), [(132, 3300), (196, 4900)])
def test_the_award_of_132_and_196_organisations(organisations, contacts):
    plan = planned(several(organisations))
    assert len(plan.contacts) == contacts
    assert len({contact.key for contact in plan.contacts}) == contacts
    assert Counter(Counter(contact.organisation for contact in plan.contacts).values()) == {25: organisations}
    assert {contact.shopper for contact in plan.contacts} == {None}


def test_channels_have_their_share_of_the_key():
    plan = planned([organisation()])
    assert Counter(contact.channel for contact in plan.contacts) == {"phone": 13, "web_form": 6, "chat": 6}


def test_a_missing_channel_is_shared_by_the_others_and_told():
    point = {"switchboard": phone(), "chat": {"chat": "https://www.fjordvik.example"}}
    plan = planned([organisation(touchpoints=point)])
    assert Counter(contact.channel for contact in plan.contacts) == {"phone": 17, "chat": 8}
    assert plan.quality.unmet == ("web form: none with fjordvik, since there is no touchpoint",)


def test_a_channel_that_is_never_open_is_missing_too():
    never = {"chat": "https://www.fjordvik.example", "open": {"sat": "10:00-14:00"}}
    plan = planned([organisation(touchpoints={"switchboard": phone(), "chat": never})])
    assert Counter(contact.channel for contact in plan.contacts) == {"phone": 25}
    assert plan.quality.unmet == (
        "web form: none with fjordvik, since there is no touchpoint",
        "chat: none with fjordvik, since it is never open in the fieldwork",
    )


def test_contacts_that_nothing_can_be_compared_with_are_told():
    both = organisation(touchpoints={"switchboard": phone(), "mailbox": {"email": "post@fjordvik.example"}})
    small = load_method(library_file(kind="method", name="small-award") or "")

    def unmet(contacts: int) -> list[str]:
        two = campaign(contacts=contacts, channels=["phone", "email"])
        return list(planned([both], campaign=two, method=small).quality.unmet)

    told = "no organisation gets two contacts in a channel"
    assert [each.startswith(told) for each in unmet(2)] == [True]
    assert unmet(3) == []


def test_contacts_are_split_over_several_touchpoints_of_a_channel():
    plan = planned([organisation(touchpoints={"north": phone(), "south": phone()})])
    assert Counter(contact.touchpoint for contact in plan.contacts) == {"north": 13, "south": 12}


def test_web_pages_are_no_contacts_and_missing_ones_are_not_made_where_the_method_says_so():
    mail = {"switchboard": phone(), "mailbox": {"email": "post@fjordvik.example"}}
    both = planned([organisation(touchpoints=mail)], method=KOMMUNETEST)
    assert Counter(contact.channel for contact in both.contacts) == {"phone": 2, "email": 3}
    one = planned([organisation(touchpoints={"switchboard": phone()})], method=KOMMUNETEST)
    assert Counter(contact.channel for contact in one.contacts) == {"phone": 2}


def test_the_campaign_decides_where_the_method_leaves_it_open():
    plan = planned([organisation()], method=FIRST_CONTACT, campaign=campaign(contacts=40))
    assert Counter(contact.channel for contact in plan.contacts) == {"phone": 40}
    with pytest.raises(NoContacts, match="add `contacts: 25`"):
        planned([organisation()], method=FIRST_CONTACT)


def test_only_the_channels_that_the_campaign_wants():
    plan = planned([organisation()], campaign=campaign(channels=["phone", "chat"]))
    assert Counter(contact.channel for contact in plan.contacts) == {"phone": 17, "chat": 8}


def test_organisations_of_other_classes_are_left_out():
    other = organisation("lysglimt", **{"class": "energy"})
    plan = planned([other, organisation()])
    assert {contact.organisation for contact in plan.contacts} == {"fjordvik"}
    with pytest.raises(NoOrganisations):
        planned([other])


def test_contacts_are_balanced_over_weekdays_weeks_and_hours():
    for each in several(20):
        contacts = planned([each]).contacts
        weekdays = Counter(contact.at.weekday() for contact in contacts)
        assert set(weekdays) == {0, 1, 2, 3, 4}
        assert max(weekdays.values()) - min(weekdays.values()) <= 2  # Thursdays and Fridays have holidays
        weeks = Counter(contact.at.isocalendar()[:2] for contact in contacts)
        assert len(weeks) >= 15  # of 17
        assert max(weeks.values()) <= 2
        hours = Counter(contact.at.hour for contact in contacts if contact.channel == "phone")
        assert set(hours) == {9, 10, 11, 12, 13, 14}
        assert max(hours.values()) <= 3


def test_enquiries_are_balanced_and_come_back_late():
    contacts = planned([organisation()]).contacts
    assert sorted(Counter(contact.scenario for contact in contacts).values()) == [5, 5, 5, 5, 5]
    by_phone = [contact.scenario for contact in contacts if contact.channel == "phone"]
    assert all(len(set(by_phone[i : i + 5])) == 5 for i in range(0, 10, 5))


def test_the_same_seed_gives_the_same_plan_in_whatever_order_things_come():
    given = {"shoppers": shoppers(20), "seed": 99}
    one = planned(several(12), **given)
    other = planned(several(12)[::-1], shoppers=shoppers(20)[::-1], seed=99)
    assert one == other
    assert one != planned(several(12), shoppers=shoppers(20), seed=98)


def test_the_campaign_holds_the_seed_when_none_is_given():
    assert planned(several(2)) == planned(several(2), seed=7)


def test_keys_are_readable_and_in_order_of_time():
    contacts = [contact for contact in planned([organisation()]).contacts if contact.channel == "phone"]
    assert [contact.key for contact in contacts[:2]] == ["fjordvik.switchboard.01", "fjordvik.switchboard.02"]
    assert [contact.at for contact in contacts] == sorted(contact.at for contact in contacts)


def test_the_language_is_one_that_the_shopper_speaks():
    finnish = organisation(country="FI")
    plan = planned([finnish], shoppers=[Shopper("s", ("sv",)), Shopper("t", ("fi", "sv"))])
    assert {(contact.shopper, contact.language) for contact in plan.contacts} == {("s", "sv"), ("t", "fi")}
    assert {contact.language for contact in planned([finnish]).contacts} == {"fi"}
