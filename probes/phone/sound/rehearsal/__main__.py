"""Rehearses calls, prints the ear's errors: `python -m probes.phone.sound.rehearsal [calls] [first seed]`."""

import sys
import time

import numpy as np

from probes.phone.sound.frames import RATE
from probes.phone.sound.rehearsal.centre import Centre
from probes.phone.sound.rehearsal.play import KINDS, play_call
from probes.phone.sound.rehearsal.score import Score, hear


def main(calls: int, first: int) -> None:
    """Rehearse cold: each call is the first to its centre."""
    score = Score()
    seconds = spent = 0.0
    for seed in range(first, first + calls):
        kind = KINDS[seed % len(KINDS)]
        call = play_call(Centre(seed, studio_voices=seed % 2 == 1), kind, np.random.default_rng(seed))
        begun = time.process_time()
        _, heard = hear(call)
        spent += time.process_time() - begun
        seconds += len(call.sound) / RATE
        before = (len(score.person_errors_s), score.person_missed, score.recording_as_person)
        score.add(call, heard)
        error = score.person_errors_s[-1] if len(score.person_errors_s) > before[0] else 0.0
        if abs(error) > 0.3 or (score.person_missed, score.recording_as_person) != before[1:]:
            print(f"seed {seed} ({kind}): first word {error:+.2f} s, person at {call.person_s}")  # noqa: T201
    print(  # noqa: T201
        f"{score.calls} calls: first word p50 {score.percentile(50):.0f} ms, p95 {score.percentile(95):.0f}"
        f" ms, missed {score.person_missed}, recordings as persons {score.recording_as_person},"
        f" {spent / seconds * 1000:.1f} ms of processor a second"
    )
    for (truth, found), share in sorted(score.seconds.items()):
        print(f"  {truth:>10} as {found:<10} {share:8.1f} s")  # noqa: T201


if __name__ == "__main__":
    arguments = [int(one) for one in sys.argv[1:]]
    main(*(arguments + [40, 0][len(arguments) :]))
