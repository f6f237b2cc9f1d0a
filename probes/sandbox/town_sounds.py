from collections.abc import Mapping
from hashlib import sha256

import numpy as np

from probes.sandbox.music import hold_music
from probes.sandbox.noise import ROOMS, room_noise
from probes.sandbox.persons import say
from probes.sandbox.recordings import recording
from probes.sandbox.sound import Moment, Sound
from probes.sandbox.tones import tone

_QUIET_SHARE = 0.2
"""Share of calls in which nothing is heard behind a person (project's own choice)."""


class TownSounds:
    """The town's own sounds: recordings, synthesised music, persons composed anew in every call.

    `organisation` is what persons call their house, by language; `voices` maps an agent to the name of
    a voice (`kari-f2`), where it is not the agent's own.
    """

    def __init__(
        self, *, organisation: str | Mapping[str, str] = "", voices: Mapping[str, str] | None = None
    ) -> None:
        self._organisation = organisation
        self._voices = dict(voices or {})

    def prompt(self, name: str, language: str) -> Sound:
        """Return a recording: the same samples at each call. Raises KeyError if there is none."""
        return recording(name, language)

    def music(self, name: str) -> Sound:
        """Return a piece of music to be played in a loop. Raises KeyError if there is none."""
        return hold_music(name)

    def tone(self, name: str, country: str) -> Sound:
        """Return one whole period of a cadence. Raises KeyError if it is unknown."""
        return tone(name, country)

    def speak(self, *, agent: str, language: str, moment: Moment, rng: np.random.Generator) -> Sound:
        """Return what the agent says, composed anew. Blocks for some 20 ms a phrase."""
        if isinstance(self._organisation, str):
            house = self._organisation
        else:
            house = self._organisation.get(language, "")
        name = self._voices.get(agent, agent)
        return say(name=name, language=language, moment=moment, rng=rng, organisation=house)

    def background(self, *, agent: str, rng: np.random.Generator) -> Sound:
        """Return the noise behind the agent: their own kind of room, another level in each call."""
        room = ROOMS[sha256(self._voices.get(agent, agent).encode()).digest()[4] % len(ROOMS)]
        under = 90.0 if rng.random() < _QUIET_SHARE else float(rng.uniform(34.0, 52.0))
        return room_noise(room=room, under_speech_db=under, seconds=2.0, rng=rng)
