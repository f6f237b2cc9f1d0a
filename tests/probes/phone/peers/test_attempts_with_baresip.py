"""A whole attempt with baresip agents who speak with recorded studio voices and pass the caller on."""

import contextlib
from pathlib import Path

import pytest

from probes.attempt import run_attempt
from probes.phone.call_request import find_callee
from probes.phone.own_means import own_means
from probes.phone.probe import PhoneProbe
from probes.probe import ProbeRequest
from probes.timeline import Timeline
from scenarios.enquiry import Enquiry
from tests.probes.phone.peers.baresip import running_phone

SOUNDS = Path("/usr/share/asterisk/sounds")
ENQUIRY = Enquiry.model_validate(
    {
        "enquiry": "nursery-admission",
        "version": 1,
        "classes": ["any"],
        "title": {"en": "Nursery admission"},
        "persona": {"en": "A parent"},
        "brief": {"en": "You want a place."},
        "opening": {"en": "Hello, I have a question about nursery places."},
        "question": {"en": "When is the deadline for the main admission?"},
        "phone": [
            {"expect": "anything"},
            {"press": "menu"},
            {"wait_for": "person"},
            {"say": "opening"},
            {"stay": "while passed on"},
            {"hang_up": "thanks"},
        ],
    }
)


@pytest.fixture
def agent(tmp_path):
    """Start agents who speak."""
    if not SOUNDS.is_dir():
        pytest.skip("no studio voices (Debian package asterisk-core-sounds-en-wav)")
    with contextlib.ExitStack() as stack:

        def start(name, voice, phrases, *steps):
            said = [str(SOUNDS / voice / f"{phrase}.wav") for phrase in phrases]
            return stack.enter_context(
                running_phone(
                    [list(step) for step in steps], folder=tmp_path / name, wav=Path(said[0]), phrases=said
                )
            )

        yield start


async def attempt(target: str, folder: Path, **options: object) -> Timeline:
    """Make an attempt with means of its own."""
    callee = find_callee(target=target, organisation=None, touchpoint=None)
    request = ProbeRequest(
        callee.organisation,
        callee.touchpoint,
        ENQUIRY,
        folder / "evidence",
        language="en",
        wait_limit_s=20.0,
        talk_limit_s=40.0,
        deadline_s=60.0,
        allowed=(target, "127.0.0.1"),
        options=options,
    )
    async with own_means({"state": str(folder / "state")}) as means:
        return await run_attempt(PhoneProbe(means), request)


@pytest.mark.proof
async def test_a_blind_transfer_is_followed_and_counted_once(agent, tmp_path):
    colleague = agent(
        "colleague",
        "it_IT_m_Carlo",
        ["agent-loginok", "please-try-call-later", "queue-thankyou"],
        ["ring", 0.5],
        ["converse", 5.0],
        ["hang_up"],
    )
    clerk = agent(
        "clerk",
        "en_US_f_Allison",
        ["agent-loginok", "transfer", "please-try-call-later"],
        ["ring", 0.4],
        ["converse", 6.0],
        ["transfer", colleague.uri],
    )
    timeline = await attempt(clerk.uri, tmp_path)
    assert timeline.outcome == "answered_by_person"
    transfers = [event.detail["way"] for event in timeline.events if event.kind == "transferred"]
    assert transfers == ["refer"]
    (answered,) = [event.offset_ms for event in timeline.events if event.kind == "answered"]
    (person,) = [event.offset_ms for event in timeline.events if event.kind == "person_answered"]
    truth = (clerk.reports("speaks")[0]["at_ns"] - clerk.reports("answered")[0]["at_ns"]) / 1e6
    assert abs(person - answered - truth) < 300
    assert [len(phone.reports("invited")) for phone in (clerk, colleague)] == [1, 1]


@pytest.mark.proof
async def test_the_shopper_is_connected_in_less_than_a_second(agent, tmp_path):
    clerk = agent(
        "clerk",
        "en_US_f_Allison",
        ["agent-loginok", "transfer", "please-try-call-later"],
        ["ring", 2.5],
        ["converse", 60.0],
    )
    shopper = agent(
        "shopper",
        "it_IT_m_Carlo",
        ["queue-thankyou", "please-try-call-later", "agent-loginok"],
        ["ring", 0.3],
        ["converse", 12.0],
        ["hang_up"],
    )
    timeline = await attempt(clerk.uri, tmp_path, mode="bridged", shopper=shopper.uri)
    at = {event.kind.value: event.offset_ms for event in reversed(timeline.events)}
    assert timeline.outcome == "answered_by_person"
    truth = (clerk.reports("speaks")[0]["at_ns"] - clerk.reports("answered")[0]["at_ns"]) / 1e6
    assert at["shopper_connected"] - (at["answered"] + truth) < 1300  # the phrase begins some 0.2 s in
    assert at["shopper_ringing"] < at["shopper_answered"] < at["shopper_connected"] < at["shopper_hung_up"]
    assert [len(phone.reports("invited")) for phone in (clerk, shopper)] == [1, 1]
    # Each heard the other: they answered in turn, which nobody does who hears nothing.
    assert min(len(phone.reports("speaks")) for phone in (clerk, shopper)) >= 2
    for phone in (clerk, shopper):
        phone.wait_for("over")
