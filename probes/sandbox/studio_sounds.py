"""Real voices and real hold music: the sound packages that Debian ships for a common exchange.

`apt-get install asterisk-core-sounds-{en,es,fr,it,ru}-wav asterisk-moh-opsound-wav`
"""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from probes.errors import ChannelUnavailable
from probes.sandbox.alaw_file import read_wav
from probes.sandbox.noise import ROOMS, room_noise
from probes.sandbox.sound import RATE, Moment, Sound
from probes.sandbox.synthesiser import trim
from probes.sandbox.tones import tone

_VOICES = Path("/usr/share/asterisk/sounds")
_MUSIC = Path("/usr/share/asterisk/moh")

STUDIOS = {
    "en": "en_US_f_Allison",
    "es": "es_MX_f_Allison",
    "fr": "fr_CA_f_June",
    "it": "it_IT_m_Carlo",
    "ru": "ru_RU_f_IvrvoiceRU",
}
"""Languages and the folders of their voices, one speaker each: the pool of recordings and persons alike."""

_SPEAKERS = {"en": "allison", "es": "allison", "fr": "june", "it": "carlo", "ru": "ru"}
"""Who speaks: two of the languages have the same speaker."""

SPOKEN_AS = {"nb": "en", "nn": "en", "sv": "es", "da": "fr", "fi": "it", "en": "ru"}
"""Which studio voice speaks in a town whose centres were written for Nordic languages."""

_PROMPTS: dict[str, tuple[str, ...]] = {
    "welcome": ("dir-welcome",),
    "menu_main": ("vm-opts",),
    "menu_language": ("dir-usingkeypad",),
    "menu_customer": ("vm-review",),
    "menu_sub": ("vm-tohearenv", "vm-toreply"),
    "wrong_key": ("pbx-invalid",),
    "queue_entry": ("queue-youarenext",),
    "queue_busy": ("queue-periodic-announce",),
    "queue_web": ("vm-helpexit",),
    "recorded_notice": ("privacy-prompt",),
    "transfer": ("transfer",),
    "closed": ("ss-noservice",),
    "closed_holiday": ("vm-nobodyavail",),
    "office_hours": ("demo-thanks",),
    "voicemail": ("vm-intro",),
    "number_changed": ("vm-calldiffnum",),
    "not_in_use": ("invalid",),
    "overloaded": ("tt-allbusy",),
    "goodbye": ("auth-thankyou", "vm-goodbye"),
} | {f"queue_position_{n}": ("queue-thereare", f"digits/{n}", "queue-callswaiting") for n in range(1, 7)}

_SYLLABLE = RATE // 4
_UNEVEN = 0.06
"""By how much a person's pace wavers, each quarter of a second (project's own choice)."""

_NOT_A_WORD = ("beep", "tone", "monkeys", "silence/", "confbridge-join", "confbridge-leave")
_LENGTH_S: dict[Moment, tuple[float, float]] = {
    "greet": (1.6, 3.6),
    "greet_passed_on": (1.4, 3.2),
    "hello": (0.5, 1.2),
    "ask": (1.2, 2.8),
    "answer": (2.0, 5.0),
    "pass_on": (1.6, 3.4),
    "hold_on": (1.0, 2.2),
    "back": (1.4, 3.0),
    "close": (1.0, 2.6),
    "talk": (1.4, 3.2),
}
"""How long a person talks at each moment, in s (project's own choice, as the town's own persons do)."""


class StudioSounds:
    """Sounds made from recorded human voices and music.

    A prompt is always the same clips in the same order; a person is a fresh row of short clips that no
    prompt uses, with drawn pauses, a wavering pace and loudness. Music is known by number (`1`), by file
    name, or by anything else, which picks a piece. `spoken_as` says which voice stands for a centre's
    language; `agents` are the centre's agents. The first has the voice of the recordings, so that no voice
    gives away who speaks; the others have other speakers' voices in turn, whatever the language of those.
    """

    def __init__(self, *, spoken_as: Mapping[str, str] | None = None, agents: Sequence[str] = ()) -> None:
        if missing_studios():
            raise ChannelUnavailable(
                f"the studio voices {', '.join(missing_studios())} are not installed – apt-get install"
                " asterisk-core-sounds-en-wav asterisk-core-sounds-es-wav asterisk-core-sounds-fr-wav"
                " asterisk-core-sounds-it-wav asterisk-core-sounds-ru-wav asterisk-moh-opsound-wav"
            )
        self._spoken_as = dict(spoken_as or {})
        self._agents = {agent: number for number, agent in enumerate(agents)}

    def prompt(self, name: str, language: str) -> Sound:
        """Return a recording: the same samples at each call. Raises KeyError if there is none."""
        return _prompt(name, self._spoken_as.get(language, language))

    def music(self, name: str) -> Sound:
        """Return a real piece of hold music, its first minute."""
        return _piece(name)

    def tone(self, name: str, country: str) -> Sound:
        """Return one whole period of a cadence. Raises KeyError if it is unknown."""
        return tone(name, country)

    def speak(self, *, agent: str, language: str, moment: Moment, rng: np.random.Generator) -> Sound:
        """Return a fresh row of clips, as long as such a sentence takes. Every agent has one pace."""
        own = self._spoken_as.get(language, language)
        others = [name for name in STUDIOS if _SPEAKERS[name] != _SPEAKERS[own]]
        pool = [own, *{_SPEAKERS[name]: name for name in others}.values()]
        language = pool[self._agents.get(agent, 0) % len(pool)]
        least, most = _LENGTH_S[moment]
        length = rng.uniform(least, most)
        pace = 0.95 + sha256(agent.encode()).digest()[0] / 2550
        names = _short_clips(language)
        parts: list[Sound] = []
        spoken = 0.0
        while spoken < length:
            clip = _clip(language, names[rng.integers(len(names))])
            if parts and spoken + len(clip) / RATE > most + 0.8:
                break
            parts += [_lively(clip, pace * rng.uniform(0.97, 1.03), rng)]
            parts += [np.zeros(int(rng.uniform(0.06, 0.35) * RATE), dtype=np.int16)]
            spoken += (len(parts[-2]) + len(parts[-1])) / RATE
        gain = 10 ** (rng.uniform(-5.0, 1.0) / 20)
        return np.asarray(np.concatenate(parts[:-1]) * gain, dtype=np.int16)

    def background(self, *, agent: str, rng: np.random.Generator) -> Sound:
        """Return the noise behind the agent."""
        room = ROOMS[sha256(agent.encode()).digest()[1] % len(ROOMS)]
        return room_noise(room=room, under_speech_db=float(rng.uniform(38, 60)), seconds=2.0, rng=rng)


def missing_studios() -> tuple[str, ...]:
    """Return which voices (and `music`) are not installed on this machine."""
    absent = [name for name in STUDIOS.values() if not (_VOICES / name / "vm-intro.wav").is_file()]
    return tuple(absent if any(_MUSIC.glob("*.wav")) else [*absent, "music"])


@cache
def _prompt(name: str, language: str) -> Sound:
    parts: list[Sound] = []
    for clip in _PROMPTS[name]:
        parts += [_clip(language, clip), np.zeros(RATE // 20, dtype=np.int16)]
    sound = np.concatenate(parts[:-1])
    sound.flags.writeable = False
    return sound


@cache
def _piece(name: str) -> Sound:
    files = sorted(_MUSIC.glob("*.wav"))
    chosen = [path for path in files if name in path.stem]
    number = int(name) - 1 if name.isdigit() else sha256(name.encode()).digest()[0]
    sound = read_wav(chosen[0] if len(chosen) == 1 else files[number % len(files)])[: 60 * RATE]
    sound.flags.writeable = False
    return sound


@cache
def _short_clips(language: str) -> tuple[str, ...]:
    """Return the clips of 0.4 to 3 s that no prompt uses."""
    taken = {clip for clips in _PROMPTS.values() for clip in clips}
    folder = _VOICES / STUDIOS[language]
    names = (str(path.relative_to(folder))[:-4] for path in sorted(folder.rglob("*.wav")))
    fit = [name for name in names if name not in taken and not any(word in name for word in _NOT_A_WORD)]
    return tuple(name for name in fit if 0.4 <= (folder / f"{name}.wav").stat().st_size / 16000 <= 3.0)


@cache
def _clip(language: str, name: str) -> Sound:
    return trim(read_wav(_VOICES / STUDIOS[language] / f"{name}.wav"))


def _lively(sound: Sound, pace: float, rng: np.random.Generator) -> Sound:
    """Say it as a person does: never twice at the same pace from syllable to syllable."""
    knots = np.arange(0, len(sound) + _SYLLABLE, _SYLLABLE)
    paces = pace * rng.uniform(1 - _UNEVEN, 1 + _UNEVEN, len(knots))
    # Where each sample of the new sound stands in the old one: the sum of the paces.
    steps = np.interp(np.arange(int(len(sound) / pace * 1.2)), knots / pace, paces)
    place = np.cumsum(steps)
    place = place[place < len(sound) - 1]
    return np.asarray(np.interp(place, np.arange(len(sound)), sound), dtype=np.int16)
