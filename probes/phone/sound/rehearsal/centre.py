from collections.abc import Sequence
from pathlib import Path

import numpy as np

from probes.phone.sound.frames import RATE
from probes.phone.sound.rehearsal.phrases import NAMES, PHRASES, Role
from probes.phone.sound.rehearsal.voices import (
    HOLD_MUSIC,
    STUDIO,
    Sound,
    hold_music,
    studio,
    synthesised,
    synthetic_music,
)

VARIANTS = ("", "+f2", "+f3", "+f4", "+m3", "+m5", "+f5", "+m2")


class Centre:
    """A made-up contact centre, drawn from a seed: its recordings sound the same in each call."""

    def __init__(self, seed: int, *, studio_voices: bool = False) -> None:
        rng = np.random.default_rng(seed)
        self.seed = seed
        self.language = str(rng.choice(list(PHRASES)))
        self.voice = str(rng.choice(VARIANTS))
        self.rate = int(rng.integers(140, 185))
        self.texts: dict[Role, str] = {
            role: str(rng.choice(list(texts))) for role, texts in PHRASES[self.language].items()
        }
        self.studio = str(rng.choice(studio_folders())) if studio_voices else ""
        self.said: set[str] = set()
        """Studio files that persons said in this call: nobody says a thing twice in exactly the same way."""
        self.studio_prompts: dict[str, list[str]] = {}
        pieces = sorted(path.stem for path in HOLD_MUSIC.glob("*.wav"))
        self.music = (
            hold_music(str(rng.choice(pieces))) if pieces and rng.random() < 0.7 else synthetic_music(seed)
        )
        self.music_at = int(rng.integers(0, max(1, len(self.music) - 40 * RATE)))
        self.seconds_between = float(rng.uniform(4, 9))
        self.studio_left: list[str] = (
            rng.permutation(studio_files(self.studio)).tolist() if self.studio else []
        )

    def prompt(self, role: Role, **words: object) -> tuple[Sound, str]:
        """Return a recording and its name."""
        name = f"{role}{words.get('p', '')}"
        if self.studio:
            chosen = self.studio_prompts.setdefault(name, self._pick(2.5, 12.0))
            return join([studio(one) for one in chosen], 0.35), name
        return synthesised(self.texts[role].format(**words), self.language + self.voice, self.rate), name

    def speak(self, agent: int, role: Role, rng: np.random.Generator) -> Sound:
        """Return what a person says, composed anew."""
        if self.studio:
            voices = studio_folders()
            files = studio_files(voices[agent % len(voices)])
            least, most = {"greeting": (1.2, 4.5), "hello": (0.4, 1.2), "answer": (0.8, 9.0)}.get(
                role, (1.0, 4.0)
            )
            wanted = rng.uniform(least, most)
            pieces: list[Sound] = []
            while sum(map(len, pieces)) < wanted * RATE:
                name = str(rng.choice(files))
                if name not in self.said and len(studio(name)) < 6 * RATE:
                    self.said.add(name)
                    pieces.append(studio(name))
            return join(pieces, float(rng.uniform(0.1, 0.5)))
        phrases = PHRASES[self.language][role]
        chosen = rng.permutation(len(phrases))[: 2 if role == "answer" and rng.random() < 0.4 else 1]
        text = " ".join(phrases[n] for n in chosen).format(n=rng.choice(NAMES))
        voice = self.language + VARIANTS[agent % len(VARIANTS)]
        pace, height = int(rng.integers(135, 195)), int(rng.integers(35, 65))
        head, comma, tail = text.partition(", ")
        if comma and rng.random() < 0.4:
            # People hesitate where a synthesiser does not.
            halves = [synthesised(half, voice, pace, height) for half in (head, tail)]
            sound = join(halves, float(rng.uniform(0.1, 0.6)))
        else:
            sound = synthesised(text, voice, pace, height)
        # Nobody says a thing twice alike, though a synthesiser may.
        pace_now = rng.uniform(0.97, 1.03)
        places = np.arange(0, len(sound) - 1, pace_now)
        spoken = np.interp(places, np.arange(len(sound)), sound)
        return np.asarray(spoken * rng.uniform(0.5, 1.4), dtype=np.int16)

    def _pick(self, least: float, most: float) -> list[str]:
        chosen: list[str] = []
        length = 0.0
        while length < least and self.studio_left:
            one = self.studio_left.pop()
            seconds = len(studio(one)) / RATE
            if seconds < most:
                chosen.append(one)
                length += seconds
        return chosen


def studio_folders() -> Sequence[str]:
    """Return the folders of Debian's studio voices, one a language; empty if they are not installed."""
    return sorted(path.name for path in STUDIO.iterdir() if path.is_dir()) if STUDIO.is_dir() else []


def studio_files(folder: str) -> list[str]:
    """Return the prompts of a folder that are words rather than tones, as `studio` wants them."""
    bad = ("beep", "tone", "silence", "monkeys", "ascending", "descending")
    names: list[Path] = sorted((STUDIO / folder).glob("*.wav"))
    return [
        f"{folder}/{n.stem}" for n in names if not any(b in n.stem for b in bad) and n.stat().st_size > 8000
    ]


def join(pieces: list[Sound], pause_s: float) -> Sound:
    """Return the pieces with pauses between them."""
    pause = np.zeros(int(pause_s * RATE), dtype=np.int16)
    parts = [part for piece in pieces for part in (piece, pause)][:-1]
    return np.concatenate(parts)
