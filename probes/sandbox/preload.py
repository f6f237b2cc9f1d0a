import contextlib

from probes.errors import BadSettings
from probes.sandbox.behaviour import Announce, CentreBehaviour, Menu, Person, Queue, Tone, Transfer, Voicemail
from probes.sandbox.sip.sdp import Codec
from probes.sandbox.sound_shelf import SoundShelf


def preload(shelf: SoundShelf, behaviour: CentreBehaviour, *, codec: Codec) -> None:
    """Put every recording, tone and piece of music of a behaviour on the shelf before calls come.

    Making one in the middle of a call (a piece of music takes a quarter of a second) would keep the
    packets of all other calls waiting. What does not exist is passed over here: not every recording is
    spoken in every language, and a call that asks for a missing one says so.
    """
    for name in _prompts(behaviour):
        for language in behaviour.languages:
            with contextlib.suppress(BadSettings):
                shelf.prompt(name, language, codec)
    for name in _music(behaviour):
        with contextlib.suppress(BadSettings):
            shelf.music(name, codec)
    for name in {"ringback", "beep"} | {s.tone for s in behaviour.stages.values() if isinstance(s, Tone)}:
        with contextlib.suppress(BadSettings):
            shelf.tone(name, behaviour.country, codec)


def _prompts(behaviour: CentreBehaviour) -> set[str]:
    found: set[str | None] = set()
    for stage in behaviour.stages.values():
        if isinstance(stage, Announce | Menu | Voicemail):
            found.add(stage.prompt)
        if isinstance(stage, Menu):
            found.add(stage.wrong_key_prompt)
        if isinstance(stage, Queue):
            places = range(1, stage.position[1] + 1)
            found |= {name.replace("{position}", str(place)) for name in stage.messages for place in places}
            found.add(stage.welcome)
    return {name for name in found if name is not None}


def _music(behaviour: CentreBehaviour) -> set[str]:
    found: set[str | None] = set()
    for stage in behaviour.stages.values():
        if isinstance(stage, Queue):
            found.add(stage.music)
        if isinstance(stage, Transfer):
            found |= {filler.music for filler in stage.fillers}
        if isinstance(stage, Person) and stage.hold is not None:
            found.add(stage.hold.music)
    return {name for name in found if name is not None}
