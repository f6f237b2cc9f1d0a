from functools import partial

from probes.outcome import Outcome
from probes.phone.conversation.call import Call
from probes.phone.conversation.heard import Heard
from probes.phone.conversation.menu import menu_begins_anew
from probes.phone.conversation.over import Concluded
from probes.phone.line import SignalKind
from probes.phone.sound.segment import SoundKind, Speaker

WAITING_S = 0.8
"""A silence this long after a person's speech waits for an answer. Pauses within a sentence are mostly
shorter (project's own choice)."""

UNDECIDED_WAITING_S = 1.2
"""A voice not decided is given longer: after a recording a person often begins within half a second, which
the ear tells another half second later, and should not be spoken over (project's own choice)."""

REPLY_S = 3.0
"""How long an answer to our words may take to begin, the ear's own delay included (project's choice)."""

_TALKED_ON_S = 0.5
"""Whoever speaks so much longer than our own words was not answered by them (project's own choice)."""

_DEAD_TONE_S = 1.9
"""Two periods of any Nordic busy or congestion tone: less may be a stray beep."""

_SIT_S = 0.6
"""The special information tone is three notes of a third of a second, played once (ITU-T E.180)."""

_PATIENCE_S = (6.0, 8.0, 15.0, 30.0)
"""After how long a dead silence the robot asks whether anybody is there, again and again. The first is
longer than the pauses of a ringing tone (Sweden: 5 s), whose first ring the ear may not know as one."""

_DEAD_TONES = {"busy": Outcome.BUSY, "congestion": Outcome.CONGESTION, "sit": Outcome.UNREACHABLE}


async def wait_for_person(call: Call, *, by: float | None = None, sure: bool = False) -> bool:
    """Wait until a person has spoken and waits for our word; True then, False once `by` has passed.

    Recordings, music and tones are waited out. A voice that may be a person's is asked "hei?": whoever
    takes a turn in answer is a person. `sure`: a single answer is not enough where the ear has not
    decided (for a script that hangs up on the person at once). Raises Concluded for a busy tone,
    a congestion tone or a voicemail's beep; `Over` like `Scene.until`.
    """
    scene = call.scene
    entered = call.cursor
    asked = answered = 0
    while True:
        cue = await scene.until(partial(_cue, call, asked, answered), by=by)
        if cue is None:
            return False
        if isinstance(cue, str):
            await call.press(cue)
            call.cursor = scene.now
            continue
        if isinstance(cue, Heard) and _is_person(call, cue, entered):
            call.cursor = scene.now
            return True
        if isinstance(cue, Heard) and answered >= (2 if sure else 1) and cue.start >= scene.own[-1][0]:
            scene.taken_for_person = cue.start
            call.cursor = scene.now
            return True
        asked += not isinstance(cue, Heard)
        call.cursor = scene.now
        await call.speak("hello" if asked <= 1 else "still_there")
        begun = scene.own[-1][0]
        replied = await scene.until(partial(_speaks_since, call, begun), by=scene.now + REPLY_S)
        if replied:
            answered += 1
            call.cursor = begun
            if not sure:
                # From here on it is a talk as far as the limits go, unless the ear knows better later.
                scene.taken_for_person = scene.taken_for_person or replied.start


def waits_for_us(call: Call, since: float, *, silence_s: float = WAITING_S) -> Heard | None:
    """Return the stretch of speech that has ended in a waiting silence after `since`, if any.

    It may have begun before: somebody who was talked over, and talked on, waits for us as well.
    """
    scene = call.scene
    voices = scene.speech_after(0.0)
    found = [h for h in voices if h.start >= since or (h.end or since) > since + _TALKED_ON_S]
    if not found:
        return None
    last = found[-1]
    if last.end is None or scene.quiet_since() > last.end + 0.01:
        return None
    return last if scene.silent_for(last.end) >= silence_s else None


def dead_tone(call: Call) -> Outcome | None:
    """Return what a tone that has been heard long enough says: busy, congestion, no such number."""
    for heard in call.scene.heard:
        outcome = _DEAD_TONES.get(str(heard.tone))
        enough = _SIT_S if heard.tone == "sit" else _DEAD_TONE_S
        if outcome and heard.lasting(call.scene.now) >= enough:
            return outcome
    return None


def voicemail_beep(call: Call) -> Heard | None:
    """Return the beep of a voicemail: after speech, and with nothing heard since."""
    scene = call.scene
    beep = next((h for h in reversed(scene.heard) if h.audible), None)
    if beep is None or beep.tone != "beep" or beep.end is None or scene.now - beep.end < 0.5:
        return None
    before = [h for h in scene.heard if h.kind is SoundKind.SPEECH and h.start < beep.start]
    return beep if before and (before[-1].end or beep.start) > beep.start - 5.0 else None


def _cue(call: Call, asked: int, answered: int) -> Heard | float | str | None:
    """Return a voice that waits for us, keys to press again, or how long nobody has been heard; or None."""
    scene = call.scene
    if outcome := dead_tone(call):
        raise Concluded(outcome, f"{outcome.value} tone")
    if voicemail_beep(call):
        raise Concluded(Outcome.ANSWERED_BY_MACHINE_ONLY, "voicemail")
    if scene.at(SignalKind.ANSWERED) is None:
        return None  # nobody hears us yet; what speaks in early media is a recording
    if keys := menu_begins_anew(call):
        return keys
    voice = waits_for_us(call, call.cursor)
    if voice is not None and (answered or voice.speaker is Speaker.PERSON or _long_silent(call, voice)):
        return voice
    if scene.sounding() is None:
        # What the ear has not told yet may be a voice: only a silence that it has told counts.
        nobody = min(scene.silent_for(scene.quiet_since()), scene.now - call.cursor)
        if asked < len(_PATIENCE_S) and nobody >= _PATIENCE_S[asked]:
            return nobody
    return None


def _long_silent(call: Call, voice: Heard) -> bool:
    return voice.end is not None and call.scene.silent_for(voice.end) >= UNDECIDED_WAITING_S


def _is_person(call: Call, voice: Heard, since: float) -> bool:
    # The ear may decide by our question's answer that the voice before it was a person's.
    turns = [voice, *call.scene.speech_after(since)]
    return any(heard.speaker is Speaker.PERSON for heard in turns)


def _speaks_since(call: Call, since: float) -> Heard | None:
    return next(iter(call.scene.speech_after(since)), None)
