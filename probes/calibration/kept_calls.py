"""What `svartid bench phone --out` leaves: each call's evidence beside its truth, and a list of misses."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from probes.calibration.misses import Miss
from probes.calibration.true_call import TrueCall


def keep_truth(truth: TrueCall, folder: Path) -> None:
    """Write what the town says of a call into the call's evidence folder, as `truth.json`."""
    (folder / "truth.json").write_text(json.dumps(asdict(truth), indent=1), encoding="utf-8")


def keep_misses(misses: Sequence[Miss], path: Path) -> None:
    """Append a JSON line for each miss, with the fields of `Miss`."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in misses)
