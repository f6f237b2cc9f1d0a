from collections.abc import Callable
from typing import Any

import numpy as np

from probes.sandbox.rtp.g711 import SILENCE
from probes.sandbox.rtp.playback import Playback
from probes.sandbox.rtp.stream import Stream
from probes.sandbox.sound_shelf import Clip, SoundShelf
from probes.sandbox.sounding import Sounding
from probes.sandbox.truth import Happening, TruthLog


class CallSound:
    """What a caller hears from a centre: one sound at a time, each logged with its true times."""

    def __init__(
        self,
        *,
        call_id: str,
        stream: Stream,
        shelf: SoundShelf,
        truth: TruthLog,
        rng: np.random.Generator,
        language: str,
        country: str,
    ) -> None:
        self.stream = stream
        self.shelf = shelf
        self.rng = rng
        self.language = language
        self._country = country
        self._call_id = call_id
        self._truth = truth
        self._sounding: Sounding | None = None

    def log(self, event: Happening, *, ns: int | None = None, **detail: Any) -> None:
        """Write a true event of this call."""
        self._truth.write(event, call=self._call_id, ns=ns, **detail)

    def play(
        self,
        clip: Clip,
        *,
        begins: Happening,
        ends: Happening,
        loop: bool = False,
        start: int = 0,
        also: tuple[Callable[[int], None], Callable[[int], None]] | None = None,
        **detail: Any,
    ) -> Sounding:
        """Start a sound in place of the present one and log its true beginning and end.

        `also` are told the same two times (ns).
        """
        self.hush()

        def on_start(ns: int) -> None:
            self.log(begins, ns=ns, **self._lost(), **detail)
            if also is not None:
                also[0](ns)

        def on_end(ns: int, cut: bool) -> None:
            self.log(ends, ns=ns, cut=cut, **detail)
            if also is not None:
                also[1](ns)

        self._sounding = Sounding(
            clip,
            stream=self.stream,
            silence=SILENCE[self.stream.codec],
            loop=loop,
            start=start,
            on_start=on_start,
            on_end=on_end,
        )
        return self._sounding

    def prompt(self, name: str) -> Sounding:
        """Start a recording in the call's language."""
        clip = self.shelf.prompt(name, self.language, self.stream.codec)
        begins, ends = Happening.PROMPT_STARTED, Happening.PROMPT_ENDED
        return self.play(clip, begins=begins, ends=ends, name=name, language=self.language)

    def music(self, name: str, *, start: int | None = None) -> Sounding:
        """Start music in a loop, somewhere within it unless `start` (a sample) is given."""
        clip = self.shelf.music(name, self.stream.codec)
        begin = int(self.rng.integers(max(1, len(clip.payload)))) if start is None else start
        return self.play(
            clip,
            begins=Happening.MUSIC_STARTED,
            ends=Happening.MUSIC_ENDED,
            loop=True,
            start=begin,
            name=name,
        )

    def tone(self, name: str, *, loop: bool = True) -> Sounding:
        """Start a tone of the centre's country."""
        clip = self.shelf.tone(name, self._country, self.stream.codec)
        return self.play(clip, begins=Happening.TONE_STARTED, ends=Happening.TONE_ENDED, loop=loop, name=name)

    def hush(self) -> None:
        """Stop what is being heard."""
        if self._sounding is not None:
            self._sounding.cut()
            self._sounding = None

    def background(self, noise: Playback | None) -> None:
        """Let this be heard while nothing else is."""
        self.stream.idle = noise

    def restart_source(self) -> None:
        """Restart SSRC, sequence and timestamp."""
        self.stream.restart()
        self.stream.when_sent(lambda ns: self.log(Happening.SSRC_RESTART, ns=ns))

    def _lost(self) -> dict[str, Any]:
        return {"lost": True} if self.stream.lost or not self.stream.sending else {}
