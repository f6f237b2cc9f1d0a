"""How a simulated contact centre behaves: plain dataclasses, no I/O.

A centre is a signalling prelude (`Arrival`) and a graph of named *stages*. A call enters at `start`
(or at `entries[user]` if another user of the centre was dialled) and walks from stage to stage by
their `then`; a stage without `then` ends with BYE. A stage with sound answers the call (200) unless
it says `early`, in which case it sounds before the answer (183 with SDP).
Every duration is a `Wait` in seconds, drawn once each call from the centre's seeded generator.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import Field

Name: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Wait:
    """A duration between `low` and `high` seconds: uniform, or exponential cut to the same range."""

    low: float
    high: float
    shape: Literal["uniform", "exponential"] = "uniform"

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"a wait needs 0 <= low <= high, found {self.low} and {self.high}")

    def draw(self, rng: np.random.Generator) -> float:
        """Draw a duration in seconds. Exponential: mean at a third of the range, inverse of the cut CDF."""
        share = float(rng.random())
        if self.shape == "exponential":
            share = -float(np.log1p(-share * (1 - np.exp(-3.0)))) / 3.0
        return self.low + share * (self.high - self.low)


def seconds(low: float, high: float | None = None) -> Wait:
    """Write `seconds(3)` for exactly 3 s and `seconds(2, 5)` for something in between."""
    return Wait(low, low if high is None else high)


NOTHING = Wait(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong `after` a stage began.

    `rtp_lost`: no packet leaves for `lasting`, the talk goes on; `dropped`: BYE in the middle of it;
    `vanished`: the far end falls silent for good, without BYE and without answering any more.
    """

    kind: Literal["rtp_lost", "dropped", "vanished"]
    after: Wait
    lasting: Wait = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """A final answer without a talk: 486 busy, 603 declined, 503 congestion, 480 or 404."""

    kind: Literal["refuse"] = "refuse"
    status: int = 486
    reason: str = ""
    """Reason phrase; empty: the usual one."""
    cause: int | None = None
    """Q.850 cause of a Reason header, e.g. 17 user busy, 34 no circuit."""
    retry_after_s: int | None = None
    after_ringing: bool = False
    """It rings first (`Arrival.rings`), as with a person who declines; else the answer comes at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """Rings until the caller cancels, or gives up by itself with 480 after `gives_up`."""

    kind: Literal["no_answer"] = "no_answer"
    gives_up: Wait | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """302 to another user of the centre, or to a whole SIP URI."""

    kind: Literal["redirect"] = "redirect"
    to: str
    status: int = 302


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """Plays one recording: welcome, night message, error message (`early`: before the answer)."""

    kind: Literal["announce"] = "announce"
    prompt: str
    early: bool = False
    pause: Wait = NOTHING
    """Silence before it."""
    cut_after: Wait | None = None
    """The next stage begins this long after the recording did, though it may not have ended."""
    then: Name | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Where a key leads; `language` changes the language of the rest of the call."""

    then: Name
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Plays a recording and waits for a key. It does nothing when spoken to."""

    kind: Literal["menu"] = "menu"
    prompt: str
    keys: Mapping[str, Choice]
    barge_in: bool = True
    """A key already counts while the recording plays."""
    timeout: Wait = Wait(4.0, 4.0)
    repeats: int = 2
    """How often the recording is played again after `timeout` or a wrong key."""
    wrong_key_prompt: str | None = None
    then: Name | None = None
    """Where a caller who pressed nothing ends up; None: BYE."""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Music and position messages until somebody is free."""

    kind: Literal["queue"] = "queue"
    music: str | None
    """None: silence."""
    wait: Wait
    early: bool = False
    """Music before the answer (183), 200 only when somebody takes the call."""
    welcome: str | None = None
    messages: tuple[str, ...] = ()
    """Recordings played in turn every `message_every`; `{position}` becomes the caller's place."""
    message_every: Wait = Wait(12.0, 18.0)
    first_message: Wait = Wait(4.0, 8.0)
    position: tuple[int, int] = (1, 6)
    """The caller's first place is drawn from this range and sinks with each message, to 1."""
    cuts_in: bool = False
    """Somebody may take the call in the middle of a message; else the message is played to its end."""
    ringback: Wait | None = None
    """Ringing tone between the music and the person, as many exchanges play it."""
    ssrc_restart: bool = False
    """The media source restarts when the person takes over (PBX that bridges the agent's stream)."""
    identity: bool = False
    """An UPDATE with P-Asserted-Identity of the agent who takes the call."""
    then: Name | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A tone with its cadence: ringback, busy, congestion, sit (`early`: before the answer)."""

    kind: Literal["tone"] = "tone"
    tone: str
    lasting: Wait
    early: bool = False
    then: Name | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Nothing is heard; with `rtp` false not a packet leaves (as common exchanges do)."""

    kind: Literal["quiet"] = "quiet"
    lasting: Wait
    rtp: bool = True
    early: bool = False
    then: Name | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voicemail:
    """Recording, beep, then silence while the caller may leave a message, then BYE or `then`."""

    kind: Literal["voicemail"] = "voicemail"
    prompt: str
    records: Wait = Wait(20.0, 30.0)
    stops_after_silence: Wait | None = Wait(6.0, 6.0)
    then: Name | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The same person asks for a moment, music plays, the same person is back: not a transfer.

    `way`: `inside` changes the sound only; `reinvite` signals it too (a=sendonly and back).
    """

    after_turns: int
    lasting: Wait
    music: str | None = None
    way: Literal["inside", "reinvite"] = "inside"
    ssrc_restart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person who greets, listens, answers and closes, or passes the caller on (`passes_on`)."""

    kind: Literal["person"] = "person"
    agents: tuple[str, ...] = ()
    """Who may take the call, in turns; empty: all of the centre's. Never one already heard in the call."""
    silent_first: Wait = Wait(0.2, 0.8)
    """Between taking the call and the first word; long: an agent who says nothing for a while."""
    greets: bool = True
    """False: says nothing until the caller does (or until `hello_after`)."""
    hello_after: Wait = Wait(3.5, 6.0)
    """A silent caller is asked whether anybody is there after this long."""
    hellos: int = 3
    """After so many unanswered ones the person hangs up."""
    thinks: Wait = Wait(0.3, 0.9)
    """Between the end of the caller's turn and the answer."""
    turns: tuple[int, int] = (1, 3)
    """So many of the caller's turns are answered before the person closes or passes on."""
    patience: Wait = Wait(90.0, 180.0)
    """The longest talk."""
    hold: Hold | None = None
    passes_on: Name | None = None
    """A `Transfer` stage walked to after the turns; None: says goodbye and hangs up."""
    passes_on_unanswered: bool = False
    """Passes on even if the caller has said nothing (after the first `hello`)."""
    closes: bool = True
    """False: never hangs up first; waits for the caller to do it (until `patience`)."""
    then: Name | None = None
    """After the goodbye; None: BYE."""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """What is heard between two persons: `music`, `ringback` or `quiet`."""

    sound: Literal["music", "ringback", "quiet"]
    lasting: Wait
    music: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """The caller is passed on. `then` is the stage of the next voice (not used by `refer`).

    `refer`: REFER with Refer-To `to`, then NOTIFYs and BYE from the caller; `replaces` puts a Replaces
    header into the Refer-To URI. `reinvite`: fillers, then a re-INVITE with new address, SSRC, Contact
    and P-Asserted-Identity. `update`: fillers, then an UPDATE with the new identity. `inside`: fillers
    and another voice only, with `ssrc_restart` or without any sign in the signalling.
    """

    kind: Literal["transfer"] = "transfer"
    way: Literal["refer", "reinvite", "update", "inside"]
    announces: bool = True
    """The person says it first (moment `pass_on`)."""
    to: str | None = None
    """For `refer`: another user of this centre or a whole SIP URI."""
    replaces: bool = False
    fillers: tuple[Filler, ...] = ()
    ssrc_restart: bool = True
    refer_timeout: Wait = Wait(8.0, 8.0)
    """If the caller refuses the REFER or nothing comes of it: `then`, else goodbye and BYE."""
    then: Name | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    """The centre ends the call: by BYE, or `vanish`es without one."""

    kind: Literal["hang_up"] = "hang_up"
    vanish: bool = False
    after: Wait = NOTHING


Stage: TypeAlias = Annotated[
    Refuse
    | NoAnswer
    | Redirect
    | Announce
    | Menu
    | Queue
    | Tone
    | Quiet
    | Voicemail
    | Person
    | Transfer
    | HangUp,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The signalling before the first stage."""

    trying: bool = True
    ring_after: Wait = NOTHING
    """Post-dial delay: from INVITE to 180."""
    ringing: bool = True
    """180 is sent at all."""
    rings: Wait = Wait(0.5, 2.0)
    early_ringback: bool = False
    """183 with SDP and a ringing tone in the early media instead of a bare 180."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """One of the centre's persons: `voice` is known to the SoundSource, `name` goes into identities."""

    id: str
    voice: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Digest authentication (RFC 2617/7616, MD5, qop auth) of INVITE and REGISTER."""

    user: str
    password: str
    realm: str = "town.example"
    methods: tuple[str, ...] = ("INVITE", "REGISTER")
    stale_after_s: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreBehaviour:
    """One simulated contact centre. `user` is the user part of its SIP URI, e.g. an invented number."""

    id: str
    user: str
    stages: Mapping[Name, Stage]
    start: Name
    name: str = ""
    country: str = "NO"
    """Country of its tones."""
    languages: tuple[str, ...] = ("nb",)
    """The first one is spoken unless a menu key changes it."""
    agents: tuple[Agent, ...] = ()
    arrival: Arrival = Arrival()
    entries: Mapping[str, Name] = field(default_factory=dict)
    """Further users of the centre (extensions, agents reached by REFER) and the stage they enter at."""
    codecs: tuple[Literal["PCMA", "PCMU"], ...] = ("PCMA", "PCMU")
    digest: Digest | None = None
    session_expires_s: int | None = None
    """Session timer (RFC 4028) asked for in the 200; None: none."""
    silence_rtp: bool = True
    """Silence is sent as packets; False: nothing is sent while nothing plays."""

    def __post_init__(self) -> None:
        known = set(self.stages)
        for place, target in _references(self):
            if target not in known:
                raise ValueError(f"{place}: there is no stage {target!r} (known: {', '.join(sorted(known))})")


def _references(behaviour: CentreBehaviour) -> list[tuple[str, str]]:
    found = [("start", behaviour.start)]
    found += [(f"entries.{user}", name) for user, name in behaviour.entries.items()]
    for name, stage in behaviour.stages.items():
        then = getattr(stage, "then", None)
        if then is not None:
            found.append((f"stages.{name}.then", then))
        if isinstance(stage, Menu):
            found += [(f"stages.{name}.keys.{key}", choice.then) for key, choice in stage.keys.items()]
        if isinstance(stage, Person) and stage.passes_on is not None:
            found.append((f"stages.{name}.passes_on", stage.passes_on))
    return found
