from enum import StrEnum

from scenarios.enquiry import Enquiry
from scenarios.steps import Ask, Bridge, Expect, HangUp, PhoneStep, Press, Say, Stay, WaitFor


class Mode(StrEnum):
    """How a call is made."""

    AUTOMATIC = "automatic"
    """The robot talks."""
    BRIDGED = "bridged"
    """The shopper's phone is connected the moment a person is heard."""
    REACH = "reach"
    """Only reaching a person is measured: a word of apology, then the call ends."""


_BEFORE: tuple[PhoneStep, ...] = (
    Expect(expect="greeting", reject=("closed", "voicemail")),
    Press(press="menu"),
    WaitFor(wait_for="person"),
)


def mode_of(enquiry: Enquiry) -> Mode:
    """Return the mode that the enquiry's own script asks for."""
    steps = _all(enquiry.phone or ())
    if any(isinstance(step, Bridge) for step in steps):
        return Mode.BRIDGED
    talks = any(isinstance(step, Say | Ask | Stay) for step in _all(_after_person(enquiry.phone or _BEFORE)))
    return Mode.AUTOMATIC if talks or enquiry.phone is None else Mode.REACH


def plan(enquiry: Enquiry, mode: Mode) -> tuple[PhoneStep, ...]:
    """Return the steps to walk: the enquiry's own script, turned to the mode.

    Automatic: a bridge becomes opening, questions, staying and thanks. Bridged: whatever would follow
    the person becomes a bridge. Reach: whatever would follow becomes a word of apology.
    """
    script = enquiry.phone or _BEFORE
    before, after = _before_person(script), _after_person(script)
    if mode is Mode.REACH:
        return (*before, HangUp(hang_up="apology"))
    if mode is Mode.BRIDGED:
        bridge = next((step for step in _all(script) if isinstance(step, Bridge)), Bridge(bridge="shopper"))
        # The bridge itself waits for the person: it must connect at the first word, not after a turn.
        return (*before[:-1], bridge, HangUp(hang_up="silently"))
    bridged = any(isinstance(step, Bridge) for step in _all(after))
    talk = _talk(enquiry) if bridged or not after else after
    ends = bool(talk) and isinstance(talk[-1], HangUp)
    return (*before, *talk) if ends else (*before, *talk, HangUp(hang_up="thanks"))


def _talk(enquiry: Enquiry) -> tuple[PhoneStep, ...]:
    asking: tuple[PhoneStep, ...] = ()
    if enquiry.question is not None:
        asking = (Ask(ask="question"),)
    if enquiry.facts:
        asking = (*asking, Ask(ask="facts"))
    return (
        Say(say="opening"),
        *asking,
        Stay(stay="while passed on"),
        HangUp(hang_up="thanks"),
    )


def _meets(step: PhoneStep) -> bool:
    return (isinstance(step, WaitFor) and step.wait_for == "person") or (
        isinstance(step, Expect) and step.expect == "person"
    )


def _before_person(script: tuple[PhoneStep, ...]) -> tuple[PhoneStep, ...]:
    for number, step in enumerate(script):
        if _meets(step):
            alone = step.model_copy(update={"then": ()}) if isinstance(step, WaitFor) else step
            return (*script[:number], alone)
    return (*(step for step in script if not isinstance(step, HangUp | Bridge)), WaitFor(wait_for="person"))


def _after_person(script: tuple[PhoneStep, ...]) -> tuple[PhoneStep, ...]:
    for number, step in enumerate(script):
        if _meets(step):
            nested = step.then if isinstance(step, WaitFor) else ()
            return (*nested, *script[number + 1 :])
    return ()


def _all(steps: tuple[PhoneStep, ...]) -> list[PhoneStep]:
    found: list[PhoneStep] = []
    for step in steps:
        found.append(step)
        if isinstance(step, WaitFor):
            found += _all(step.then)
    return found
