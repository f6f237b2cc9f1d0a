import contextlib
import ctypes
import time
import wave
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pjsua2 as pj

_RATE = 8000
_PLAY_TAIL_NS = 40_000_000
"""Two conference ticks: the last frame of a file has certainly left then."""

_RETIRED: deque[tuple[int, Any]] = deque()
_RETIRED_NS = 3_000_000_000
"""A player reports its end of file from a thread of the library's own. Dropped while that report is on its
way, it crashes the process (seen under load: a segfault in `ev_thread`), so it is kept for a while."""

_RETIRED_MOST = 20
"""The library holds 32 players in all."""


def flush_recordings() -> None:
    """Push what the C library still holds of the recordings into their files.

    The recorder writes 4000 bytes at a time, of which stdio keeps a rest back until its own 4096 are
    full: without this, what is heard live lies up to half a second behind instead of a quarter.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).fflush(None)


class LegSound:
    """What is recorded from one leg and played to it.

    The conference's silent port feeds the recorder from the first moment, so that the recording
    never pauses and sample i is i / 8000 s after `started_ns`, whatever the media do.
    Recorder and player are C ports only: a Python port crashes (see the worker's rules).
    """

    def __init__(self, endpoint: Any, path: Path) -> None:
        self.path = path
        self.started_ns: int | None = None
        self.playing_until_ns: int | None = None
        self._silence = endpoint.audDevManager().getCaptureDevMedia()
        self._recorder: Any = None
        self._player: Any = None
        self._playing_to: list[Any] = []
        self._tones: Any = None

    def attach(self, media: Iterable[Any]) -> bool:
        """Connect media that run now to the recorder and the player. True at the first time."""
        first = self._recorder is None and self.started_ns is None
        if first:
            self._recorder = pj.AudioMediaRecorder()
            self._recorder.createRecorder(str(self.path))
            self._silence.startTransmit(self._recorder)
            self.started_ns = time.monotonic_ns()
        for one in media:
            if self._recorder is not None:
                one.startTransmit(self._recorder)
            for source in (self._player, self._tones):
                if source is not None:
                    source.startTransmit(one)
            if self._player is not None:
                self._playing_to.append(one)
        return first

    def detach(self, media: Iterable[Any]) -> None:
        """Stop hearing media of a call that no longer speaks for the leg."""
        for one in media:
            if self._recorder is not None:
                one.stopTransmit(self._recorder)

    def play(self, wav: str, media: Iterable[Any]) -> None:
        """Start a WAV file; a running one is replaced. Raises pj.Error or wave.Error for a bad file."""
        self.stop_playing()
        with wave.open(wav) as file:
            duration_ns = file.getnframes() * 1_000_000_000 // file.getframerate()
        player = pj.AudioMediaPlayer()
        player.createPlayer(wav, pj.PJMEDIA_FILE_NO_LOOP)
        self._player = player
        self._playing_to = list(media)
        for one in self._playing_to:
            player.startTransmit(one)
        self.playing_until_ns = time.monotonic_ns() + duration_ns + _PLAY_TAIL_NS

    def played(self, now_ns: int) -> int | None:
        """Return the moment the file ended, once; None while it plays or nothing does."""
        if self.playing_until_ns is None or now_ns < self.playing_until_ns:
            return None
        ended = self.playing_until_ns - _PLAY_TAIL_NS
        self.stop_playing()
        return ended

    def stop_playing(self) -> None:
        """Silence the player at once."""
        self.playing_until_ns = None
        player, self._player = self._player, None
        if player is None:
            return
        for one in self._playing_to:
            with contextlib.suppress(pj.Error):  # a changed stream has left its conference slot
                player.stopTransmit(one)
        self._playing_to = []
        now_ns = time.monotonic_ns()
        _RETIRED.append((now_ns, player))
        while now_ns - _RETIRED[0][0] > _RETIRED_NS or len(_RETIRED) > _RETIRED_MOST:
            _RETIRED.popleft()  # dropping the C++ object removes its conference port

    def tone_source(self, media: Iterable[Any]) -> Any:
        """Return the tone generator of this leg, connected to the media."""
        if self._tones is None:
            self._tones = pj.ToneGenerator()
            self._tones.createToneGenerator(_RATE, 1)
        for one in media:
            self._tones.startTransmit(one)
        return self._tones

    def finish(self) -> None:
        """Close the recording; its last samples reach the file within some 50 ms."""
        self.stop_playing()
        self._tones = None
        self._recorder = None

    def whole(self) -> bool:
        """True when the closed recording has reached the file (its header then states the length)."""
        with contextlib.suppress(OSError), self.path.open("rb") as file:
            return file.read(44)[40:44] != b"\0\0\0\0"
        return self.started_ns is None
