import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from probes.errors import ProbeError
from probes.event import EventKind, Source
from probes.phone.conversation.ear import Ear
from probes.phone.conversation.over import Over
from probes.phone.conversation.phrases import PHRASES, Phrase
from probes.phone.conversation.scene import Scene
from probes.phone.line import Line, SignalKind
from probes.phone.speech import Utterance, Voice
from probes.probe import ProbeRequest, Recorder
from scenarios.text import Text

_PLAYING_LATE_S = 1.0
"""How much longer than its sound an utterance may take before we believe that PLAYED was missed."""


@dataclass(slots=True)
class Call:
    """A call as its steps see it: what to say with, what to hear with, and how far we are."""

    request: ProbeRequest
    line: Line
    scene: Scene
    recorder: Recorder
    voice: Voice
    ear: Ear | None = None
    origin: float = 0.0
    """When the recording of the organisation's leg began, in seconds of CLOCK_MONOTONIC."""
    cursor: float = 0.0
    """What was heard before this time has been dealt with."""
    keys: list[str] = field(default_factory=list)
    keys_sent: list[float] = field(default_factory=list)
    """When each of `keys` was sent."""

    @property
    def language(self) -> str:
        """The language to speak."""
        return self.request.language

    def words(self, name: str) -> Text:
        """Return the enquiry's or the robot's own words of that name (`opening`, `question`, `thanks` …)."""
        enquiry = self.request.enquiry
        if name == "opening":
            return enquiry.opening
        if name == "question":
            return enquiry.question or enquiry.opening
        for fact in enquiry.facts:
            if name == fact.id:
                return fact.question
        phrase: Phrase = name  # type: ignore[assignment]
        return PHRASES[phrase]

    async def prepare(self, texts: Iterable[tuple[str, Text]]) -> None:
        """Render words before the call, so that none is waited for within it."""
        for name, text in texts:
            await self._utterance(name, text)

    async def speak(self, name: str, text: Text | None = None) -> None:
        """Speak words to their end. The ear is told, for an answer to them proves a person."""
        utterance = await self._utterance(name, text or self.words(name))
        played = self._played()
        begun = self.scene.now
        self.scene.own.append((begun, None))
        place = len(self.scene.own) - 1
        if self.ear:
            self.ear.caller_speaks(begun - self.origin, None)
        self.recorder.event(EventKind.SPOKE, Source.CALLER, at_ns=_ns(begun), detail={"words": name})
        try:
            await self.line.play(utterance.path)
            await self.scene.until(
                lambda: self._played() > played, by=begun + utterance.seconds + _PLAYING_LATE_S
            )
        except Over:
            with contextlib.suppress(ProbeError):
                await self.line.stop_playing()
            raise
        finally:
            ended = min(self.scene.now, max(begun + utterance.seconds, self._played_at() or 0.0))
            self.scene.own[place] = (begun, ended)
            if self.ear:
                self.ear.caller_speaks(begun - self.origin, ended - self.origin)
            self.recorder.event(EventKind.SPOKEN, Source.CALLER, at_ns=_ns(ended), detail={"words": name})

    async def tell_shopper(self, name: str) -> None:
        """Begin to speak words to the shopper alone."""
        utterance = await self._utterance(name, self.words(name))
        await self.line.play(utterance.path, "shopper")

    async def press(self, keys: str) -> None:
        """Send keys. The engine reports when they went out."""
        self.keys.append(keys)
        self.keys_sent.append(self.scene.now)
        if self.ear:
            self.ear.caller_pressed(self.scene.now - self.origin)
        await self.line.press(keys)

    async def _utterance(self, name: str, text: Text) -> Utterance:
        spoken = text.language_for(self.language)
        return await self.voice.utterance(text.say(self.language), language=spoken, name=name)

    def _played(self) -> int:
        return sum(s.kind is SignalKind.PLAYED and s.leg == "organisation" for s in self.scene.signals)

    def _played_at(self) -> float | None:
        found = [s for s in self.scene.signals if s.kind is SignalKind.PLAYED and s.leg == "organisation"]
        return found[-1].at_ns / 1e9 if found else None


def _ns(seconds: float) -> int:
    return round(seconds * 1e9)
