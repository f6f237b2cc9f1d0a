import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from probes.errors import BadSettings, ProbeError
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.phone.conversation.call import Call
from probes.phone.conversation.heard import Heard
from probes.phone.conversation.over import Concluded, Over
from probes.phone.conversation.person import dead_tone, waits_for_us
from probes.phone.line import SignalKind
from probes.phone.overhear_shopper import OverhearShopper
from probes.phone.sound.segment import SoundKind, Speaker
from scenarios.steps import Bridge

Act = Callable[[], Awaitable[None]]

_FILLER_EVERY_S = 5.0
"""A person kept waiting hears a courteous word at least this often (project's own choice)."""

_BELIEVED_S = 8.0
"""A voice with which the shopper has talked for so long, without music or a known recording, is a person
as far as the limits are concerned, though the ear may not have decided (project's own choice)."""

_TALKED_S = 4.0
"""A shopper who hangs up after having been connected for so long has ended the talk; before that the phone
is rung once more (project's own choice)."""

_RINGS = 2
"""How often the shopper is rung before a person is heard."""


class Bridging:
    """Connects the shopper's phone with the organisation the moment a person is heard.

    The shopper is rung while we still wait and hears what the organisation plays. The way from the
    shopper to the organisation opens with the first sound that may be a person's, for a voice known
    only half a second cannot be judged yet; it closes again if it was a recording or music follows.
    The clerk hears no gap: nothing of the organisation's leg changes. If the shopper is late, the
    robot asks for a moment, and apologises and hangs up when `step.limit` has passed.
    """

    def __init__(self, call: Call, step: Bridge, *, shopper: str) -> None:
        self._call = call
        self._scene = call.scene
        self._limit_s = step.limit.seconds
        self._shopper = shopper
        self._rings = 0
        self._hears = self._open = False
        self._opened_for: float | None = None
        self._first_word: float | None = None
        self._filler: asyncio.Task[None] | None = None
        self._filler_said = float("-inf")
        self._words = OverhearShopper(call)

    async def run(self) -> None:
        """Wait, connect, and see the talk to its end. Raises `Over` like `Scene.until`."""
        if not self._shopper:
            raise BadSettings("bridged mode needs the shopper's phone – give --shopper sip:… or a number")
        try:
            while True:
                act = await self._scene.until(self._due)
                assert act is not None
                await act()
        finally:
            await self._words.stop()
            await self._stop_filler()

    def _due(self) -> Act | None:
        """Return what is to be done now, the most urgent first."""
        up = self._up()
        voice = self._voice()
        if not up and not self._ringing() and self._talked():
            return self._shopper_gone
        if self._rings == 0 or (not up and not self._ringing() and self._rings < _RINGS and voice is None):
            return self._ring
        if up and voice is not None and not self._open:
            return self._connect
        if up and not self._hears:
            return self._let_listen
        if self._open and voice is None and self._no_person_yet():
            return self._close
        if self._open and self._believed():
            return self._believe
        if dead_tone(self._call) is not None and self._opened_for is not None:
            return self._line_dead
        if not up and self._first_word is not None and self._scene.now - self._first_word >= self._limit_s:
            return self._give_up
        if not up and self._filler_is_due(voice):
            return self._say_filler
        return None

    # What may be a person

    def _voice(self) -> Heard | None:
        """Return the latest voice that may be a person's and after which nothing else was heard."""
        speech = self._scene.speech_after(self._call.cursor)
        if not speech:
            return None
        last = speech[-1]
        later = [
            h
            for h in self._scene.heard
            if h.start > last.start
            and (h.kind is SoundKind.MUSIC or h.speaker is Speaker.RECORDING or h.tone == "ringback")
        ]
        return None if later else last

    def _no_person_yet(self) -> bool:
        return self._scene.person is None and self._scene.taken_for_person is None

    def _believed(self) -> bool:
        since = self._opened_for
        return self._no_person_yet() and since is not None and self._scene.now - since >= _BELIEVED_S

    def _talked(self) -> bool:
        """Tell whether the shopper has been connected long enough for a talk, so that leaving ends it."""
        since = self._opened_for
        return since is not None and (self._scene.person is not None or self._scene.now - since >= _TALKED_S)

    # The shopper's phone

    def _last(self, *kinds: SignalKind) -> int:
        found = [s.at_ns for s in self._scene.signals if s.kind in kinds and s.leg == "shopper"]
        return found[-1] if found else -1

    def _up(self) -> bool:
        return self._last(SignalKind.ANSWERED) > self._last(SignalKind.ENDED)

    def _ringing(self) -> bool:
        begun = self._last(SignalKind.INVITE_SENT)
        return self._rings > 0 and begun >= self._last(SignalKind.ENDED) and not self._up()

    # What is done

    async def _ring(self) -> None:
        self._rings += 1
        ended = self._last(SignalKind.ENDED)
        await self._call.line.ring_shopper(self._shopper)
        await self._scene.until(
            lambda: self._last(SignalKind.INVITE_SENT) > ended or self._last(SignalKind.ENDED) > ended,
            by=self._scene.now + 1.0,
        )

    async def _let_listen(self) -> None:
        self._hears = True
        self._words.begin()
        await self._call.line.connect(hears=True, speaks=False)

    async def _connect(self) -> None:
        voice = self._voice()
        await self._stop_filler()
        self._words.begin()
        self._hears = self._open = self._words.heard = True
        await self._call.line.connect(hears=True, speaks=True)
        self._opened_for = voice.start if voice else self._scene.now
        late = max(0.0, self._scene.now - self._opened_for)
        self._call.recorder.event(
            EventKind.SHOPPER_CONNECTED, Source.CALLER, detail={"after_word_ms": round(late * 1000)}
        )

    async def _close(self) -> None:
        self._open = self._words.heard = False
        self._opened_for = None
        self._call.cursor = self._scene.now
        await self._call.line.connect(hears=True, speaks=False)
        self._call.recorder.event(EventKind.NOTE, Source.CALLER, detail={"note": "no person after all"})

    async def _believe(self) -> None:
        self._scene.taken_for_person = self._opened_for

    async def _line_dead(self) -> None:
        raise Concluded(Outcome.ANSWERED_BY_PERSON, "the line went dead")

    async def _shopper_gone(self) -> None:
        raise Concluded(Outcome.ANSWERED_BY_PERSON, "the shopper hung up")

    # The shopper is late

    def _filler_is_due(self, voice: Heard | None) -> bool:
        if self._filler is not None and not self._filler.done():
            return False
        if waits_for_us(self._call, self._filler_said):
            return True
        kept = self._first_word is not None and voice is not None
        return kept and self._scene.now - max(self._scene.quiet_since(), self._filler_said) >= _FILLER_EVERY_S

    async def _say_filler(self) -> None:
        voice = self._voice()
        answers = self._filler_said > float("-inf")
        # One word may be a recording's; whoever speaks again after our own word is taken for a person.
        if self._first_word is None and voice is not None and (answers or voice.speaker is Speaker.PERSON):
            self._first_word = voice.start
        self._filler_said = self._scene.now
        self._filler = asyncio.create_task(self._call.speak("one_moment"))

    async def _give_up(self) -> None:
        await self._stop_filler()
        self._call.recorder.event(
            EventKind.LIMIT_REACHED, Source.CALLER, detail={"limit": "shopper", "limit_s": self._limit_s}
        )
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
