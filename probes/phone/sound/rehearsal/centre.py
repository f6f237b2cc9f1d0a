from collections.abc import Sequence
from pathlib import Path

import numpy as np

from probes.phone.sound.frames import RATE
from probes.phone.sound.rehearsal.exchange import Exchange, Rehearsed
from probes.phone.sound.rehearsal.phrases import NAMES, PHRASES, Role
from probes.phone.sound.rehearsal.voices import (
    HOLD_MUSIC,
    STUDIO,
    Sound,
    hold_music,
    studio,
    synthesised,
    synthetic_music,
    tone,
)
from probes.phone.sound.segment import SoundKind, Speaker, Tone

VARIANTS = ("", "+f2", "+f3", "+f4", "+m3", "+m5", "+f5", "+m2")

KINDS = (
    "queue", "queue", "queue", "direct", "silent_queue", "menu_direct", "early_agent", "transfer_music",
    "transfer_ringback", "transfer_quiet", "hold", "slow_agent", "mute_agent", "mute_caller", "voicemail", "night",
    "busy", "menu_timeout", "endless_queue", "ringback_person", "passed_on_unheard",
    "message_then_person", "cut_message",
)  # fmt: skip


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
        """Studio files that persons said in this call: a person says nothing twice in exactly the same way."""
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
        return np.asarray(sound * rng.uniform(0.5, 1.4), dtype=np.int16)

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


RINGING = ((425.0,), (1.0, 4.0))
BUSY = ((425.0,), (0.5, 0.5))


def play_call(centre: Centre, kind: str, rng: np.random.Generator) -> Rehearsed:
    """Return one call of a kind to the centre, with a caller who behaves as Svartid's robot does."""
    return _Play(centre, kind, rng).play()


class _Play:
    def __init__(self, centre: Centre, kind: str, rng: np.random.Generator) -> None:
        self.centre, self.kind, self.rng = centre, kind, rng
        centre.said = {name for names in centre.studio_prompts.values() for name in names}
        self.x = Exchange(rng, line_noise=float(rng.choice([0.0, 0.0002, 0.0006])))
        self.agents = list(rng.permutation(8))
        self.music_at = centre.music_at

    def play(self) -> Rehearsed:
        rng, x = self.rng, self.x
        x.quiet(rng.uniform(0.05, 0.6))
        kind = self.kind
        if kind == "busy":
            if rng.random() < 0.5:
                self.recording("welcome")
                x.quiet(rng.uniform(0.2, 1))
            self.tone(*BUSY, rng.uniform(4, 8), Tone.BUSY)
            return x.done(kind)
        if kind == "ringback_person":
            self.tone(*RINGING, rng.uniform(3, 12), Tone.RINGBACK)
            self.talk()
            return x.done(kind)
        if kind == "direct":
            self.talk()
            return x.done(kind)
        if kind == "early_agent":
            self.recording("welcome")
            x.cut(rng.uniform(0.5, 0.9) * (x.parts[-1].end_s - x.parts[-1].start_s))
            self.talk(silent_first=rng.uniform(0.1, 0.8))
            return x.done(kind)
        if rng.random() < 0.7 or kind in ("night", "voicemail"):
            if kind not in ("night", "voicemail") or rng.random() < 0.4:
                self.recording("welcome")
                x.quiet(rng.uniform(0.3, 1.2))
        if kind == "night":
            self.recording("night")
            if rng.random() < 0.4:
                self.idle(rng.uniform(2, 5))
            x.quiet(rng.uniform(0.2, 0.8))
            return x.done(kind)
        if kind == "voicemail":
            self.recording("voicemail")
            x.quiet(rng.uniform(0.1, 0.7))
            self.tone((float(rng.choice([425, 1000, 1400])),), (0.3, 9), 0.3, Tone.BEEP)
            self.idle(rng.uniform(3, 8))
            return x.done(kind)
        if kind in ("menu_direct", "menu_timeout") or rng.random() < 0.6:
            self.menu(presses=kind != "menu_timeout")
            if kind == "menu_timeout":
                return x.done(kind)
        if kind == "menu_direct":
            x.quiet(rng.uniform(0.3, 3))
            self.talk()
            return x.done(kind)
        self.queue(silent=kind == "silent_queue")
        if kind == "endless_queue":
            return x.done(kind)
        if kind in ("message_then_person", "cut_message"):
            x.quiet(rng.uniform(0, 0.4))
            self.recording("position", p=1)
            if kind == "cut_message":
                x.cut(rng.uniform(0.4, 0.9) * (x.parts[-1].end_s - x.parts[-1].start_s))
        if kind == "slow_agent":
            x.background(rng.uniform(0.0004, 0.002))
            self.idle(rng.uniform(2.5, 5))
        self.talk(
            mute=kind == "mute_agent",
            caller_mute=kind == "mute_caller",
            exchanges=0 if kind == "passed_on_unheard" else 1,
        )
        if kind in ("transfer_music", "transfer_ringback", "transfer_quiet", "hold", "passed_on_unheard"):
            self.pass_on()
        elif rng.random() < 0.5 and kind != "mute_caller":
            self.person(self.agents[0], "close")
        return x.done(kind)

    def pass_on(self) -> None:
        rng, x = self.rng, self.x
        self.person(self.agents[0], "pass_on")
        x.quiet(rng.uniform(0.2, 1.0))
        x.background(0.0)
        at = x.now_s
        if self.kind in ("transfer_music", "hold", "passed_on_unheard"):
            self.music(rng.uniform(3, 10))
        if self.kind == "transfer_ringback" or (self.kind == "transfer_music" and rng.random() < 0.3):
            self.tone(*RINGING, rng.uniform(2, 9), Tone.RINGBACK)
        if self.kind == "transfer_quiet":
            x.quiet(rng.uniform(1.0, 4))
        if self.kind == "hold":
            self.talk(greets=rng.random() < 0.8, role="answer")
        else:
            x.transfers_s.append(at)
            self.agents = self.agents[1:]
            self.talk()

    def recording(self, role: Role, **words: object) -> None:
        sound, name = self.centre.prompt(role, **words)
        self.x.sound(sound, SoundKind.SPEECH, speaker=Speaker.RECORDING, who="recording", name=name)

    def music(self, seconds: float) -> None:
        count = round(seconds * RATE)
        start = self.music_at % max(1, len(self.centre.music) - count)
        self.x.sound(self.centre.music[start : start + count], SoundKind.MUSIC)
        self.music_at += count

    def tone(self, hz: tuple[float, ...], on_off: tuple[float, ...], seconds: float, name: Tone) -> None:
        self.x.sound(tone(hz, on_off, seconds), SoundKind.TONE, tone=name)

    def menu(self, *, presses: bool) -> None:
        rng, x = self.rng, self.x
        self.recording("menu")
        prompt = x.parts[-1]
        if not presses:
            for _ in range(int(rng.integers(1, 3))):
                self.idle(4.0)
                self.recording("menu")
            self.idle(4.0)
            return
        if rng.random() < 0.4:
            at = rng.uniform(0.4, 0.95) * (prompt.end_s - prompt.start_s)
            x.cut(at + rng.uniform(0.05, 0.3))
            x.pressed(prompt.start_s + at)
        else:
            x.quiet(rng.uniform(0.3, 1.5))
            x.pressed()
        x.quiet(rng.uniform(0.1, 0.8))

    def queue(self, *, silent: bool) -> None:
        rng, x = self.rng, self.x
        place = int(rng.integers(1, 5))
        for number in range(int(rng.integers(0, 4)) + (self.kind == "endless_queue")):
            seconds = self.centre.seconds_between
            self.idle(seconds) if silent else self.music(seconds)
            x.quiet(rng.uniform(0, 0.4))
            self.recording("position", p=max(1, place - number))
            x.quiet(rng.uniform(0, 0.6))
        seconds = rng.uniform(1.5, 12)
        self.idle(seconds) if silent else self.music(seconds)
        if rng.random() < 0.25:
            self.tone(*RINGING, rng.uniform(1, 7), Tone.RINGBACK)

    def idle(self, seconds: float) -> None:
        """Silence of the far end, into which the robot asks whether anybody is there."""
        x, rng = self.x, self.rng
        end = x.now_s + seconds
        x.quiet(min(seconds, rng.uniform(1.0, 1.8)))
        while end - x.now_s > 0.7:
            x.caller_speaks(0.6)
            x.quiet(min(end - x.now_s, rng.uniform(3.0, 4.0)))
        x.quiet(max(0.0, end - x.now_s))

    def person(self, agent: int, role: Role) -> None:
        sound = self.centre.speak(agent, role, self.rng)
        self.x.sound(sound, SoundKind.SPEECH, speaker=Speaker.PERSON, who=f"agent{agent}")

    def talk(
        self,
        *,
        silent_first: float | None = None,
        mute: bool = False,
        caller_mute: bool = False,
        greets: bool = True,
        role: Role = "greeting",
        exchanges: int = 1,
    ) -> None:
        rng, x = self.rng, self.x
        agent = self.agents[0]
        x.background(float(rng.choice([0.0, 0.0005, 0.0015, 0.003])))
        x.quiet(rng.uniform(0.2, 0.8) if silent_first is None else silent_first)
        if mute or not greets:
            x.quiet(rng.uniform(1.0, 1.5))
            x.caller_speaks(0.6)
            x.quiet(rng.uniform(0.3, 0.9))
            self.person(agent, "hello")
        else:
            self.person(agent, role)
        if caller_mute:
            for _ in range(int(rng.integers(1, 3))):
                x.quiet(rng.uniform(3.5, 5.0))
                self.person(agent, "hello")
            if self.kind == "mute_caller":
                x.quiet(rng.uniform(1, 3))
            return
        if not exchanges:
            x.quiet(rng.uniform(0.7, 1.3))
            x.caller_speaks(rng.uniform(1.0, 4.0))
            x.quiet(rng.uniform(0.3, 0.9))
            return
        for _ in range(int(rng.integers(exchanges, 4))):
            x.quiet(rng.uniform(0.7, 1.3))
            x.caller_speaks(rng.uniform(1.0, 4.0))
            x.quiet(rng.uniform(0.3, 0.9))
            self.person(agent, "answer")
        x.quiet(rng.uniform(0.4, 1.0))
