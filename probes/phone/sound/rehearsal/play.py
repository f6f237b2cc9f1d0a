import numpy as np

from probes.phone.sound.frames import RATE
from probes.phone.sound.rehearsal.centre import Centre
from probes.phone.sound.rehearsal.exchange import Exchange, Rehearsed
from probes.phone.sound.rehearsal.phrases import Role
from probes.phone.sound.rehearsal.voices import tone
from probes.phone.sound.segment import SoundKind, Speaker, Tone

PASSED_ON = ("transfer_music", "transfer_ringback", "transfer_quiet", "passed_on_unheard")
"""Kinds of calls in which another person takes over."""

KINDS = (
    *("queue", "direct", "silent_queue", "menu_direct", "early_agent", "message_then_person", "cut_message"),
    *("slow_agent", "mute_agent", "mute_caller", "ringback_person", *PASSED_ON, "hold"),
    *("voicemail", "night", "busy", "menu_timeout", "endless_queue"),
)

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
        self.room: float | None = None

    def play(self) -> Rehearsed:
        self.x.quiet(self.rng.uniform(0.05, 0.6))
        begin = {
            "busy": self.busy,
            "ringback_person": self.rings,
            "direct": self.talk,
            "early_agent": self.interrupted,
            "night": self.night,
            "voicemail": self.voicemail,
        }.get(self.kind, self.served)
        begin()
        return self.x.done(self.kind)

    def busy(self) -> None:
        if self.rng.random() < 0.5:
            self.recording("welcome")
            self.x.quiet(self.rng.uniform(0.2, 1))
        self.tone(*BUSY, self.rng.uniform(4, 8), Tone.BUSY)

    def rings(self) -> None:
        self.tone(*RINGING, self.rng.uniform(3, 12), Tone.RINGBACK)
        self.talk()

    def interrupted(self) -> None:
        self.recording("welcome")
        self.cut_off(0.5)
        self.talk(silent_first=self.rng.uniform(0.1, 0.8))

    def night(self) -> None:
        self.welcome(0.4)
        self.recording("night")
        if self.rng.random() < 0.4:
            self.idle(self.rng.uniform(2, 5))
        self.x.quiet(self.rng.uniform(0.2, 0.8))

    def voicemail(self) -> None:
        self.welcome(0.4)
        self.recording("voicemail")
        self.x.quiet(self.rng.uniform(0.1, 0.7))
        self.tone((float(self.rng.choice([425, 1000, 1400])),), (0.3, 9), 0.3, Tone.BEEP)
        self.idle(self.rng.uniform(3, 8))

    def served(self) -> None:
        """A welcome, a menu, a queue and a person, or some of them."""
        rng, x, kind = self.rng, self.x, self.kind
        self.welcome(0.7)
        if kind in ("menu_direct", "menu_timeout") or rng.random() < 0.6:
            self.menu(presses=kind != "menu_timeout")
        if kind == "menu_timeout":
            return
        if kind == "menu_direct":
            x.quiet(rng.uniform(0.3, 3))
            self.talk()
            return
        self.queue(silent=kind == "silent_queue")
        if kind == "endless_queue":
            return
        if kind in ("message_then_person", "cut_message"):
            x.quiet(rng.uniform(0, 0.4))
            self.recording("position", p=1)
        if kind == "cut_message":
            self.cut_off(0.4)
        if kind == "slow_agent":
            x.background(rng.uniform(0.0004, 0.002))
            self.idle(rng.uniform(2.5, 5))
        self.met()

    def met(self) -> None:
        kind = self.kind
        self.talk(
            mute=kind == "mute_agent",
            caller_mute=kind == "mute_caller",
            exchanges=0 if kind == "passed_on_unheard" else 1,
        )
        if kind in PASSED_ON or kind == "hold":
            self.pass_on()
        elif self.rng.random() < 0.5 and kind != "mute_caller":
            self.person(self.agents[0], "close")

    def welcome(self, share: float) -> None:
        if self.rng.random() < share:
            self.recording("welcome")
            self.x.quiet(self.rng.uniform(0.3, 1.2))

    def cut_off(self, least: float) -> None:
        last = self.x.parts[-1]
        self.x.cut(self.rng.uniform(least, 0.9) * (last.end_s - last.start_s))

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
        # Who returns from hold returns to the same room.
        if self.kind != "hold" or self.room is None:
            self.room = float(rng.choice([0.0, 0.0005, 0.0015, 0.003]))
        x.background(self.room)
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
