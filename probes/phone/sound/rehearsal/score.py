from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from probes.phone.sound.call_listener import CallListener
from probes.phone.sound.frames import RATE
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.rehearsal.exchange import Rehearsed
from probes.phone.sound.segment import Segment, SoundKind, Speaker

STEP = 2048
"""Samples by which a recording grows in reality (4096 bytes)."""


@dataclass(slots=True)
class Score:
    """What the ear made of rehearsed calls, beside their truth."""

    calls: int = 0
    person_errors_s: list[float] = field(default_factory=list)
    """First word heard less first word spoken, where a person was rightly heard."""
    recording_as_person: int = 0
    """Calls without a person in which one was heard."""
    person_missed: int = 0
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)
    """How long what (`music`, `person` …) was taken for what."""

    def add(self, call: Rehearsed, heard: Sequence[Segment]) -> None:
        """Compare one call."""
        self.calls += 1
        first = next((s.start_s for s in heard if s.detail.get("speaker") == Speaker.PERSON), None)
        truth = call.person_s
        if truth is None:
            self.recording_as_person += first is not None
        elif first is None:
            self.person_missed += 1
        else:
            self.person_errors_s.append(first - truth)
        self._compare(call, heard)

    def percentile(self, share: float) -> float:
        """Return a percentile of the first word's absolute error (ms)."""
        errors = np.abs(self.person_errors_s) * 1000
        return float(np.percentile(errors, share)) if len(errors) else 0.0

    def _compare(self, call: Rehearsed, heard: Sequence[Segment]) -> None:
        count = len(call.sound) * 100 // RATE
        truth = np.full(count, "silence", dtype=object)
        found = np.full(count, "silence", dtype=object)
        for part in call.parts:
            name = part.speaker.value if part.speaker else part.kind.value
            truth[int(part.start_s * 100) : int(part.end_s * 100)] = name
        for one in heard:
            name = str(one.detail["speaker"]) if one.kind is SoundKind.SPEECH else one.kind.value
            found[int(one.start_s * 100) : int((one.end_s or count) * 100)] = name
        for pair in set(zip(truth, found, strict=True)):
            share = float(np.count_nonzero((truth == pair[0]) & (found == pair[1]))) / 100
            self.seconds[pair] = self.seconds.get(pair, 0.0) + share


def hear(call: Rehearsed, known: tuple[Fingerprint, ...] = ()) -> tuple[CallListener, list[Segment]]:
    """Let the ear hear a call as it would live: the sound in steps, the caller's acts when they end."""
    listener = CallListener(known)
    acts = list(call.acts)
    for at in range(0, len(call.sound), STEP):
        while acts and acts[0].end_s * RATE <= at + STEP:
            act = acts.pop(0)
            if act.keys:
                listener.caller_pressed(act.start_s)
            else:
                listener.caller_speaks(act.start_s, None)
                listener.caller_speaks(act.start_s, act.end_s)
        listener.feed(call.sound[at : at + STEP])
    return listener, listener.finish()
