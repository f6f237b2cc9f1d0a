from enum import Enum, auto

from probes.outcome import Outcome
from probes.phone.conversation.call import Call
from probes.phone.conversation.over import Concluded, FellSilent, Mistaken
from probes.phone.conversation.person import dead_tone, wait_for_person, waits_for_us

_TURN_S = 0.9
"""A clerk's silence this long gives us the word (project's own choice)."""

_PATIENCE_S = 6.0
"""After this long without an answer the robot asks whether the clerk is still there."""

_PASSING_S = 2.5
"""How long after the last word a passing-on may begin before the talk is taken to be over."""


class Reply(Enum):
    """What came of listening."""

    TURN = auto()
    """The clerk spoke and waits for us."""
    PASSED_ON = auto()
    """Music, ringback or a sign in the signalling: somebody else will answer."""
    NOTHING = auto()
    """Nobody spoke."""


async def listen(call: Call, *, patience_s: float = _PATIENCE_S) -> Reply:
    """Listen for the clerk's turn, or for signs that we are passed on.

    Raises Mistaken if the ear now knows that the voice is a recording's, Concluded for a dead tone,
    `Over` like `Scene.until`.
    """
    scene = call.scene
    since = call.cursor

    def reply() -> Reply | None:
        _check_person(call)
        if scene.passed_on_since(since) is not None:
            return Reply.PASSED_ON
        if dead_tone(call) is not None:
            # Somebody was reached, so the tone says only that the other side is gone.
            raise Concluded(Outcome.ANSWERED_BY_PERSON, "the line went dead")
        if waits_for_us(call, since, silence_s=_TURN_S):
            return Reply.TURN
        if scene.sounding() is None and scene.now - max(scene.quiet_since(), since) >= patience_s:
            return Reply.NOTHING
        return None

    found = await scene.until(reply)
    assert found is not None
    if found is Reply.TURN:
        call.cursor = scene.now
    return found


async def say_and_listen(call: Call, name: str, *, repeats: int = 2) -> Reply:
    """Say something and listen; a silent clerk is asked `repeats` times whether they are there.

    Raises FellSilent if even that got no answer; else like `listen`.
    """
    await call.speak(name)
    call.cursor = call.scene.own[-1][0] + 0.2
    reply = await listen(call)
    while reply is Reply.NOTHING and repeats > 0:
        repeats -= 1
        await call.speak("still_there")
        reply = await listen(call)
    if reply is Reply.NOTHING:
        raise FellSilent
    return reply


async def ask_all(call: Call, names: list[str]) -> None:
    """Ask one thing after another; with each new person begin anew, and ask again what was not answered."""
    waiting = list(names)
    while waiting:
        reply = await say_and_listen(call, waiting[0])
        if reply is Reply.PASSED_ON:
            await meet_next(call)
            if waiting[0] == "opening":  # the new person has just heard it
                waiting.pop(0)
            continue
        waiting.pop(0)


async def meet_next(call: Call) -> None:
    """Wait for the next person, greet anew and repeat the opening until somebody has answered it."""
    reply = Reply.PASSED_ON
    while reply is Reply.PASSED_ON:
        call.cursor = call.scene.passed_on_since(call.cursor) or call.cursor
        await wait_for_person(call)
        reply = await say_and_listen(call, "opening")


async def stay(call: Call) -> None:
    """Stay as long as we are passed on; return when nobody says anything more."""
    while (reply := await listen(call, patience_s=_PASSING_S)) is not Reply.NOTHING:
        if reply is Reply.PASSED_ON:
            await meet_next(call)


def _check_person(call: Call) -> None:
    scene = call.scene
    if scene.taken_for_person is not None and scene.met_at is None:
        scene.taken_for_person = None
        raise Mistaken
