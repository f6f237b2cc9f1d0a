"""What `svartid bench phone --out` leaves: each call's evidence beside its truth, and a list of misses."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from probes.calibration.calls import MadeCall
from probes.calibration.comparison import Comparison
from probes.calibration.true_call import TrueCall

PERSON_AIM_MS = 300.0
"""A first word further off than this is listed as a miss: the aim for the 95th percentile."""


def keep_truth(truth: TrueCall, folder: Path) -> None:
    """Write what the town says of a call into the call's evidence folder, as `truth.json`."""
    (folder / "truth.json").write_text(json.dumps(asdict(truth), indent=1), encoding="utf-8")


def keep_misses(made: Sequence[MadeCall], compared: Sequence[Comparison], *, voices: str, path: Path) -> int:
    """Append a JSON line for each call that differs from its truth; return how many do.

    Fields: centre, voices, folder, what (a list of words), person_ms, true_person_ms, transfers,
    true_transfers, outcome, true_outcome, and why where the engine or the analysis was lost.
    """
    lines = []
    for number, (call, one) in enumerate(zip(made, compared, strict=True)):
        what = _what(one)
        if not what:
            continue
        lost = [str(event.detail["reason"]) for event in call.timeline.events if "reason" in event.detail]
        lines.append(
            {
                "centre": one.centre,
                "voices": voices,
                "folder": f"{voices}/{one.centre}-{number:03d}",
                "what": what,
                "person_ms": one.person_ms,
                "true_person_ms": one.true_person_ms,
                "transfers": one.transfers,
                "true_transfers": one.true_transfers,
                "outcome": one.outcome,
                "true_outcome": one.true_outcome,
                "why": lost if "outcome" in what else [],
            }
        )
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return len(lines)


def _what(one: Comparison) -> list[str]:
    off = one.errors_ms.get("person")
    signs = {
        "recording_as_person": one.recording_as_person,
        "person_missed": one.person_missed,
        "person_invented": one.person_invented,
        "person_off": off is not None and abs(off) > PERSON_AIM_MS,
        "transfers": one.transfers != one.true_transfers or one.matched_transfers != one.true_transfers,
        "outcome": one.outcome is not one.true_outcome,
    }
    return [name for name, there in signs.items() if there]
