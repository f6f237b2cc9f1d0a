import pytest

from probes.phone.conversation.plan import Mode, mode_of, plan
from scenarios.enquiry import Enquiry

BASE = {
    "enquiry": "parking",
    "version": 1,
    "classes": ["municipality"],
    "title": {"en": "Parking"},
    "persona": {"en": "A driver"},
    "brief": {"en": "You need a permit."},
    "opening": {"en": "Hello, it is about parking."},
    "facts": [{"price": {"en": "What does it cost?"}}],
}
BEFORE = [{"expect": "greeting"}, {"press": "menu"}, {"wait_for": "person"}]


def enquiry(*after, before=BEFORE, **more):
    return Enquiry.model_validate(BASE | {"phone": [*before, *after]} | more)


def verbs(steps):
    known = ("expect", "press", "wait_for", "say", "ask", "bridge", "stay", "hang_up")
    return [str(getattr(step, name)) for step in steps for name in known if hasattr(step, name)]


@pytest.mark.parametrize(
    ("after", "mode"),
    [
        ([{"bridge": "shopper"}], Mode.BRIDGED),
        ([{"say": "opening"}, {"hang_up": "thanks"}], Mode.AUTOMATIC),
        ([{"ask": "facts"}, {"hang_up": "thanks"}], Mode.AUTOMATIC),
        ([{"hang_up": "apology"}], Mode.REACH),
        ([], Mode.REACH),
    ],
)
def test_the_script_says_in_which_mode_it_is_meant(after, mode):
    assert mode_of(enquiry(*after)) is mode


def test_an_enquiry_without_a_telephone_script_is_asked_by_the_robot():
    made = Enquiry.model_validate(BASE | {"email": {"subject": {"en": "x"}, "message": {"en": "y"}}})
    assert mode_of(made) is Mode.AUTOMATIC
    assert verbs(plan(made, Mode.AUTOMATIC))[3:] == ["opening", "facts", "while passed on", "thanks"]


def test_a_bridge_becomes_the_robots_talk_in_automatic_mode():
    steps = plan(enquiry({"bridge": "shopper"}), Mode.AUTOMATIC)
    assert verbs(steps) == ["greeting", "menu", "person", "opening", "facts", "while passed on", "thanks"]


def test_the_main_question_is_asked_before_the_facts():
    steps = plan(enquiry({"bridge": "shopper"}, question={"en": "How do I get one?"}), Mode.AUTOMATIC)
    assert verbs(steps)[3:6] == ["opening", "question", "facts"]


def test_a_talk_becomes_a_bridge_that_waits_for_the_person_itself():
    steps = plan(enquiry({"say": "opening"}, {"hang_up": "thanks"}), Mode.BRIDGED)
    assert verbs(steps) == ["greeting", "menu", "shopper", "silently"]


def test_a_bridges_own_limit_is_kept():
    steps = plan(enquiry({"bridge": "shopper", "limit": "7 s"}), Mode.BRIDGED)
    assert steps[2].limit.seconds == 7.0


def test_reaching_a_person_ends_with_an_apology_whatever_the_script_says():
    steps = plan(enquiry({"say": "opening"}, {"hang_up": "thanks"}), Mode.REACH)
    assert verbs(steps) == ["greeting", "menu", "person", "apology"]


def test_steps_nested_under_the_person_are_walked_too():
    before = [*BEFORE[:2], {"wait_for": "person", "then": [{"say": "opening"}]}]
    made = enquiry({"hang_up": "thanks"}, before=before)
    assert verbs(plan(made, Mode.AUTOMATIC)) == ["greeting", "menu", "person", "opening", "thanks"]
    assert verbs(plan(made, Mode.REACH)) == ["greeting", "menu", "person", "apology"]


def test_a_talk_that_does_not_hang_up_is_ended_with_thanks():
    assert verbs(plan(enquiry({"say": "opening"}), Mode.AUTOMATIC))[-1] == "thanks"
