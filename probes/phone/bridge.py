import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from probes.errors import ProbeError
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.phone.conversation.call import Call
from probes.phone.conversation.heard import Heard
from probes.phone.conversation.menu import menu_begins_anew
from probes.phone.conversation.over import Concluded, Over
from probes.phone.conversation.person import dead_tone, voicemail_beep, waits_for_us
from probes.phone.line import SignalKind
from probes.phone.overhear_shopper import OverhearShopper
from probes.phone.shopper_leg import ShopperLeg
from probes.phone.sound.segment import SoundKind, Speaker

Act = Callable[[], Awaitable[None]]

_FILLER_EVERY_S = 5.0
"""A person kept waiting hears a courteous word at least this often (project's own choice)."""

_BELIEVED_S = 8.0
"""A voice that has spoken after the shopper, who has been connected for so long without music or a known
recording, is a person as far as the limits go, whatever the ear thinks (project's own choice)."""

_ANSWER_S = 0.3
"""Speech that goes on so long after the shopper's own may be an answer (project's own choice)."""

_TALKED_S = 4.0
"""A shopper who hangs up after having been connected for so long has ended the talk; before that the phone
is rung once more (project's own choice)."""

_MUSIC_S = 0.5
"""Music shorter than this is a slip of the ear (project's own choice)."""

_WORD_S = 2.0
"""So long we wait for the clerk's pause before we say that nobody comes (project's own choice)."""

NO_PERSON = "no person after all, the shopper is heard no more"
"""Note of the timeline when the way from the shopper closes again."""

_RINGS_THERE = (SignalKind.RINGING, SignalKind.EARLY_MEDIA, SignalKind.ANSWERED)


class Bridging:
    """Connects the shopper's phone with the organisation the moment a person is heard.

    The shopper is rung as soon as the organisation's phone rings, for a person may answer it, and hears
    what the organisation plays. The way from the shopper to the organisation opens with the first sound
    that may be a person's, for a voice known only half a second cannot be judged yet; it closes again
    if it was a recording heard before or if music follows. The clerk hears no gap: nothing of the
    organisation's leg changes. If the shopper is late, the robot asks for a moment, and apologises and
    hangs up when `limit_s` has passed or the phone has been declined too often.
    """

    def __init__(self, call: Call, *, shopper: str) -> None:
        self._call = call
        self._scene = call.scene
        self._phone = ShopperLeg(call, shopper)
        self._limit_s = 20.0
        self._begun = 0.0
        self._hears = self._open = False
        self._opened_for: float | None = None
        self._first_word: float | None = None
        self._filler: asyncio.Task[None] | None = None
        self._filler_said = float("-inf")
        self._words = OverhearShopper(call)
        self._early: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Ring the shopper as soon as the organisation's phone rings."""
        self._early = asyncio.create_task(self._ring_early())

    async def run(self, *, limit_s: float) -> None:
        """Wait, connect, and see the talk to its end; `limit_s`: how long a person is kept waiting.

        Raises `Over` like `Scene.until`, NotAllowed or BadSettings for a phone that cannot be rung.
        """
        self._limit_s = limit_s
        self._begun = self._call.cursor
        await self._end_early()
        while True:
            act = await self._scene.until(self._due)
            assert act is not None
            await act()

    async def stop(self) -> None:
        """Let go of everything but the legs. Idempotent."""
        if self._early is not None:
            self._early.cancel()
            await asyncio.gather(self._early, return_exceptions=True)
        await self._words.stop()
        await self._stop_filler()

    async def take_leave(self) -> None:
        """The talk has lasted too long: the shopper is heard no more, so that nobody talks over them."""
        self._words.mute()
        with contextlib.suppress(ProbeError):
            await self._call.line.connect(hears=False, speaks=False)
            if self._phone.up:
                await self._call.tell_shopper("apology")

    def _due(self) -> Act | None:
        """Return what is to be done now, the most urgent first."""
        phone, voice = self._phone, self._voice()
        if phone.up:
            if voice is not None and not self._open:
                return self._connect
            if not self._hears:
                return self._let_listen
            if self._open and voice is None and self._scene.met_at is None:
                return self._close
            if self._open and self._believed(voice):
                return self._believe
        elif not phone.ringing and self._talked():
            return self._shopper_gone
        elif self._hears:
            return self._part
        if act := self._of_the_line():
            return act
        if phone.may_ring(needed=voice is not None):
            return phone.ring
        if not phone.up and self._kept_too_long(voice):
            return self._give_up
        if not phone.up and self._filler_is_due(voice):
            return self._say_filler
        return None

    def _of_the_line(self) -> Act | None:
        if dead_tone(self._call) is not None:
            return self._line_dead
        if self._scene.met_at is None and voicemail_beep(self._call):
            return self._voicemail
        if self._opened_for is None and menu_begins_anew(self._call):
            return self._press_again
        return None

    # What may be a person

    def _voice(self) -> Heard | None:
        """Return the latest voice that may be a person's and after which nothing else was heard."""
        heard = [h for h in self._scene.heard if h.start >= self._begun]
        last = next((h for h in reversed(heard) if h.kind is SoundKind.SPEECH and not _known(h)), None)
        if last is None:
            return None
        now = self._scene.now
        for later in heard:
            music = later.kind is SoundKind.MUSIC and later.lasting(now) >= _MUSIC_S
            if later.start > last.start and (music or _known(later) or later.tone == "ringback"):
                return None
        return last

    def _believed(self, voice: Heard | None) -> bool:
        since, said = self._opened_for, self._words.last_said
        if self._scene.met_at is not None or voice is None or since is None or said is None:
            return False
        answers = said > since and (voice.end or self._scene.now) > said + _ANSWER_S
        return answers and self._scene.now - since >= _BELIEVED_S

    def _talked(self) -> bool:
        """Tell whether the shopper has been connected long enough for a talk, so that leaving ends it."""
        since = self._opened_for
        return since is not None and (self._scene.person is not None or self._scene.now - since >= _TALKED_S)

    # What is done

    async def _ring_early(self) -> None:
        with contextlib.suppress(Over):
            await self._scene.until(lambda: self._scene.at(*_RINGS_THERE))
            await self._phone.ring()
            await self._scene.until(lambda: self._phone.up)
            await self._let_listen()

    async def _end_early(self) -> None:
        """Take over from the early ringing, but not in the middle of an order."""
        early = self._early
        if early is None:
            return
        await self._scene.until(lambda: early.done() or self._phone.settled)
        early.cancel()
        for result in await asyncio.gather(early, return_exceptions=True):
            if isinstance(result, ProbeError):
                raise result

    async def _let_listen(self) -> None:
        self._hears = True
        self._words.begin()
        await self._call.line.connect(hears=True, speaks=False)

    async def _connect(self) -> None:
        voice = self._voice()
        await self._stop_filler()
        self._hears = self._open = True
        await self._call.line.connect(hears=True, speaks=True)
        self._words.begin()
        self._words.unmute()
        self._opened_for = voice.start if voice else self._scene.now
        late = max(0.0, self._scene.now - self._opened_for)
        self._call.recorder.event(
            EventKind.SHOPPER_CONNECTED, Source.CALLER, detail={"after_word_ms": round(late * 1000)}
        )

    async def _close(self) -> None:
        self._words.mute()
        self._open = False
        self._opened_for = None
        await self._call.line.connect(hears=True, speaks=False)
        self._call.recorder.event(EventKind.NOTE, Source.CALLER, detail={"note": NO_PERSON})

    async def _part(self) -> None:
        """The shopper has left before there was a talk: nothing is open for whoever answers next."""
        self._words.mute()
        self._hears = self._open = False
        self._opened_for = None
        await self._call.line.connect(hears=False, speaks=False)

    async def _believe(self) -> None:
        self._scene.talked_since = self._opened_for

    async def _press_again(self) -> None:
        if keys := menu_begins_anew(self._call):
            await self._call.press(keys)

    async def _line_dead(self) -> None:
        tone = dead_tone(self._call)
        met = self._scene.met_at is not None or tone is None
        raise Concluded(Outcome.ANSWERED_BY_PERSON if met or tone is None else tone, "the line went dead")

    async def _voicemail(self) -> None:
        raise Concluded(Outcome.ANSWERED_BY_MACHINE_ONLY, "voicemail")

    async def _shopper_gone(self) -> None:
        if self._phone.vanished:
            # Who hangs up has said goodbye; whose phone has failed has not.
            await self._call.speak("apology")
        raise Concluded(Outcome.ANSWERED_BY_PERSON, "the shopper hung up")

    # The shopper is late

    def _filler_is_due(self, voice: Heard | None) -> bool:
        if self._filler is not None and not self._filler.done():
            return False
        if waits_for_us(self._call, max(self._filler_said, self._begun)):
            return True
        if voice is None or self._filler_said < voice.start:
            return False
        return self._scene.silent_for(max(self._scene.quiet_since(), self._filler_said)) >= _FILLER_EVERY_S

    async def _say_filler(self) -> None:
        voice = self._voice()
        again = voice is not None and self._filler_said > float("-inf")
        # One word may be a recording's; whoever speaks on, or says no more, after our own word is taken
        # for a person.
        if self._first_word is None and voice is not None and (again or voice.speaker is Speaker.PERSON):
            self._first_word = min(voice.start, max(self._filler_said, self._begun))
        self._filler_said = self._scene.now
        self._filler = asyncio.create_task(self._call.speak("one_moment"))

    def _kept_too_long(self, voice: Heard | None) -> bool:
        if voice is None or (self._first_word is None and voice.speaker is not Speaker.PERSON):
            return False
        if self._phone.hopeless:
            return waits_for_us(self._call, self._begun) is not None
        return self._first_word is not None and self._scene.now - self._first_word >= self._limit_s

    async def _give_up(self) -> None:
        await self._stop_filler()
        self._call.recorder.event(
            EventKind.LIMIT_REACHED, Source.CALLER, detail={"limit": "shopper", "limit_s": self._limit_s}
        )
        await self._scene.until(lambda: self._scene.sounding() is None, by=self._scene.now + _WORD_S)
        await self._call.speak("late")
        raise Concluded(Outcome.ANSWERED_BY_PERSON, "the shopper was late")

    async def _stop_filler(self) -> None:
        if self._filler is None:
            return
        filler, self._filler = self._filler, None
        if not filler.done():
            filler.cancel()
            with contextlib.suppress(ProbeError):
                await self._call.line.stop_playing()
        with contextlib.suppress(Over, ProbeError, asyncio.CancelledError):
            await filler


def _known(heard: Heard) -> bool:
    """Say whether it is a recording heard before.

    What the ear only infers live may be wrong, and a clerk taken for a recording would not hear the shopper.
    """
    return heard.speaker is Speaker.RECORDING and "prompt" in heard.detail
