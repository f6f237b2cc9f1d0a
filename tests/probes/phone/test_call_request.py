import pytest

from probes.directory import Directory, Entry
from probes.errors import BadSettings, NotAllowed
from probes.named import named_enquiry, named_language, named_seconds
from probes.phone.call_request import (
    REACHING,
    find_callee,
    find_mode,
    may_be_reached,
    stays_on_this_machine,
)
from probes.phone.conversation.plan import Mode

FJORDVIK = {"target": None, "organisation": "fjordvik", "touchpoint": None}
TOWN = Directory(
    (
        Entry("fjordvik", "switchboard", "+4710551000", "sip:+4710551000@127.0.0.1:5071"),
        Entry("granheim", "switchboard", "+4710552000", "sip:+4710552000@127.0.0.1:5072"),
    ),
    1,
)


def test_an_organisation_of_the_library_is_called_at_its_first_telephone():
    callee = find_callee(**FJORDVIK)
    assert (callee.touchpoint, callee.address) == ("switchboard", "+47 10 55 10 00")
    assert named_language(None, callee.organisation, touchpoint="switchboard") == "nb"
    assert named_language("sv", callee.organisation, touchpoint="switchboard") == "sv"


def test_a_bare_address_is_an_organisation_of_its_own():
    callee = find_callee(target="sip:sam@127.0.0.1:5070", organisation=None, touchpoint=None)
    assert (callee.organisation.organisation, callee.address) == ("target", "sip:sam@127.0.0.1:5070")


@pytest.mark.parametrize("number", ["112", "+47 112", "sip:113@127.0.0.1", "116 117", "829 12 345"])
def test_emergency_and_premium_numbers_are_refused_before_anything_else(number):
    with pytest.raises(NotAllowed):
        find_callee(target=number, organisation=None, touchpoint=None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"target": None, "organisation": None, "touchpoint": None}, "say whom to call"),
        ({"target": "sip:a@b", "organisation": "fjordvik", "touchpoint": None}, "say whom to call"),
        ({"target": None, "organisation": "nowhere", "touchpoint": None}, "the library has no 'nowhere'"),
        (
            FJORDVIK | {"touchpoint": "mailbox"},
            "there is no phone touchpoint 'mailbox' (known: switchboard)",
        ),
        (FJORDVIK | {"organisation": "missing.yaml"}, "missing.yaml:1:1: cannot be read"),
    ],
)
def test_what_cannot_be_called_is_told_in_a_sentence(asked, said):
    with pytest.raises(BadSettings) as caught:
        find_callee(**asked)
    assert said in str(caught.value)


def test_without_an_enquiry_only_reaching_a_person_is_measured():
    assert find_mode(None, enquiry=REACHING, shopper=None) is Mode.REACH


@pytest.mark.parametrize(
    ("asked", "shopper", "mode"),
    [
        (None, None, Mode.AUTOMATIC),
        (None, "sip:sam@127.0.0.1", Mode.BRIDGED),
        ("reach", "sip:sam@127.0.0.1", Mode.REACH),
    ],
)
def test_a_shopper_means_bridged_unless_another_mode_is_asked_for(asked, shopper, mode):
    assert find_mode(asked, enquiry=named_enquiry("nursery-admission"), shopper=shopper) is mode


def test_wrong_options_are_told_with_what_is_known():
    enquiry = named_enquiry("nursery-admission")
    with pytest.raises(BadSettings, match="known: automatic, bridged, reach"):
        find_mode("loud", enquiry=enquiry, shopper=None)
    with pytest.raises(BadSettings, match="needs the shopper's phone"):
        find_mode("bridged", enquiry=enquiry, shopper=None)
    with pytest.raises(BadSettings, match="'de' is not spoken here"):
        named_language("de", find_callee(**FJORDVIK).organisation, touchpoint="switchboard")
    with pytest.raises(BadSettings, match="--wait: must be a length of time"):
        named_seconds("--wait", "300")
    assert named_seconds("--wait", "2 min") == 120.0


def test_a_transfer_may_go_to_the_organisation_and_its_exchange_only():
    assert may_be_reached(find_callee(**FJORDVIK), TOWN) == (
        "+47 10 55 10 00",
        "sip:+4710551000@127.0.0.1:5071",
        "127.0.0.1:5071",
    )


@pytest.mark.parametrize(
    ("target", "here"),
    [
        ("+47 10 55 10 00", True),
        ("+47 10 55 99 99", False),
        ("sip:a@127.0.0.1", True),
        ("sip:a@127.0.0.1:5070;transport=tcp", True),
        ("sip:a@localhost", True),
        ("sip:127.0.0.1@pbx.example", False),
        ("sip:a@127.0.0.1.pbx.example", False),
    ],
)
def test_only_loopback_counts_as_this_machine(target, here):
    callee = find_callee(target=target, organisation=None, touchpoint=None)
    assert stays_on_this_machine(callee, TOWN) is here
