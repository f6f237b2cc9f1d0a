from collections.abc import Awaitable, Callable

from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.phone.conversation.call import Call
from probes.phone.conversation.menu import press_path
from probes.phone.conversation.over import (
    CallEnded,
    Concluded,
    FellSilent,
    Mistaken,
    WaitLimit,
)
from probes.phone.conversation.person import wait_for_person
from probes.phone.conversation.talk import ask_all, stay
from probes.phone.line import SignalKind
from probes.phone.sound.segment import SoundKind
from scenarios.duration import Duration
from scenarios.steps import Ask, Bridge, Expect, HangUp, PhoneStep, Press, Say, Stay, WaitFor

BridgeStep = Callable[[Call, Bridge], Awaitable[None]]

_GOODBYE_S = 1.2
"""How long the clerk may still say goodbye after our thanks."""


class Finished(Exception):
    """A step ended the script (hang_up, or a limit with `otherwise: hang_up`). Carries the outcome so far."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


async def walk(call: Call, steps: tuple[PhoneStep, ...], *, bridge: BridgeStep) -> Outcome | None:
    """Walk a script; return the outcome if the script decided it, None if the organisation hung up.

    A voice that turns out to be a recording sends us back to the step that waits for a person. Raises
    CallCut, WaitLimit, TalkLimit: what they mean, the caller of this knows.
    """
    number = 0
    while number < len(steps):
        step = steps[number]
        detail = {"step": next(iter(step.model_fields_set & _VERBS.keys())), "number": number + 1}
        call.recorder.event(EventKind.STEP, Source.CALLER, detail=detail)
        try:
            hangs_up = any(isinstance(later, HangUp) for later in steps[number + 1 : number + 2])
            await _take(call, step, bridge, sure=hangs_up)
        except Mistaken:
            number = _person_step(steps, number)
            continue
        except FellSilent:
            number = _goodbye(steps, number)
            continue
        except CallEnded:
            return None
        except Concluded as end:
            return end.outcome
        except Finished as end:
            return end.outcome
        number += 1
    return Outcome.ANSWERED_BY_PERSON if call.scene.person else Outcome.ANSWERED_BY_MACHINE_ONLY


async def _take(call: Call, step: PhoneStep, bridge: BridgeStep, *, sure: bool) -> None:
    match step:
        case Expect():
            await _expect(call, step, sure=sure)
        case Press():
            path = _touchpoint_keys(call) if step.press == "menu" else tuple(step.press.split())
            await press_path(call, path)
        case WaitFor():
            await _wait_for(call, step, bridge, sure=sure and not step.then)
        case Say():
            if isinstance(step.say, str):
                await ask_all(call, [step.say])
            else:
                await call.speak("text", step.say)
        case Ask():
            names = ["question"] if step.ask == "question" else [f.id for f in call.request.enquiry.facts]
            await ask_all(call, names)
        case Stay():
            await stay(call)
        case Bridge():
            await bridge(call, step)
        case HangUp():
            await _hang_up(call, step)


async def _expect(call: Call, step: Expect, *, sure: bool) -> None:
    scene = call.scene
    if step.expect == "person":
        if not await wait_for_person(call, by=_by(call, step.limit), sure=sure):
            raise WaitLimit(_own_limit(step.limit))
        return

    def something() -> bool:
        if scene.at(SignalKind.ANSWERED) is None:
            return False
        return any(h.audible and h.tone != "ringback" for h in scene.heard)

    # An exchange that answers and plays nothing has greeted as much as it will.
    answered = scene.at(SignalKind.ANSWERED)
    while answered is None:
        answered = await scene.until(lambda: scene.at(SignalKind.ANSWERED), by=_by(call, step.limit))
        if answered is None:
            raise WaitLimit(_own_limit(step.limit))
    await scene.until(something, by=answered + 4.0)


async def _wait_for(call: Call, step: WaitFor, bridge: BridgeStep, *, sure: bool) -> None:
    by = _by(call, step.limit)
    if step.wait_for == "person":
        found = await wait_for_person(call, by=by, sure=sure)
    else:
        kinds = {"prompt": SoundKind.SPEECH, "silence": SoundKind.SILENCE, "tone": SoundKind.TONE}
        wanted = kinds[step.wait_for]
        since = call.scene.now
        found = bool(
            await call.scene.until(
                lambda: any(h.kind is wanted and (h.end or since) >= since for h in call.scene.heard), by=by
            )
        )
    if found:
        for inner in step.then:
            await _take(call, inner, bridge, sure=False)
    elif step.otherwise == "hang_up":
        raise WaitLimit(_own_limit(step.limit))


async def _hang_up(call: Call, step: HangUp) -> None:
    if step.hang_up != "silently":
        await call.speak(step.hang_up)
        await call.scene.until(lambda: None, by=call.scene.now + _GOODBYE_S)
    raise Finished(Outcome.ANSWERED_BY_PERSON)


def _by(call: Call, limit: object) -> float | None:
    """Return when a step's own limit passes; the method's limit counts from INVITE and is the scene's."""
    own = _own_limit(limit)
    return None if own is None else call.scene.now + own


def _own_limit(limit: object) -> float | None:
    return limit.seconds if isinstance(limit, Duration) else None


def _touchpoint_keys(call: Call) -> tuple[str, ...]:
    request = call.request
    return request.organisation.phone(request.touchpoint).keys_for(request.enquiry.enquiry)


def _person_step(steps: tuple[PhoneStep, ...], number: int) -> int:
    for earlier in range(number, -1, -1):
        step = steps[earlier]
        if isinstance(step, WaitFor) and step.wait_for == "person":
            return earlier
    return number


def _goodbye(steps: tuple[PhoneStep, ...], number: int) -> int:
    later = (n for n in range(number + 1, len(steps)) if isinstance(steps[n], HangUp))
    return next(later, len(steps))


_VERBS = {
    "expect": Expect,
    "press": Press,
    "say": Say,
    "ask": Ask,
    "wait_for": WaitFor,
    "bridge": Bridge,
    "stay": Stay,
    "hang_up": HangUp,
}
