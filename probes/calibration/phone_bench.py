import asyncio
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from probes.calibration.bearing import Bearing
from probes.calibration.calibration import Calibration, calibrate
from probes.calibration.calls import MadeCall, make_calls
from probes.calibration.comparison import Comparison
from probes.calibration.kept_calls import keep_misses, keep_truth
from probes.calibration.load import find_most_calls
from probes.calibration.misses import Miss, misses_of
from probes.calibration.own_cost import usage
from probes.calibration.second_hearing import heard_again
from probes.calibration.town_calls import compare_call, plan_calls, town_means, true_call
from probes.errors import BadSettings
from probes.event import EventKind
from probes.sandbox.running_town import Voices, running_town
from probes.sandbox.studio_sounds import missing_studios

QUICK_TALK_S = 10.0
"""The longest talk of a quick bench, so that it ends within a minute."""


@dataclass(frozen=True, slots=True)
class PhoneBench:
    """What `svartid bench phone` found. `load` is None if it was not asked for."""

    calibration: Calibration
    """As a campaign's record has it in the end: each centre's calls heard again beside one another."""
    first_hearing: Calibration
    """As each call alone was heard at its end, with what was known of the centre until then."""
    misses: list[Miss]
    """The calls that differ from the truth even so."""
    load: Bearing | None
    studio: bool
    """Real studio voices and hold music were among the sounds."""

    def flat(self) -> dict[str, object]:
        """Return flat keys for machines; what was not measured is null."""
        load = self.load
        return {
            **self.calibration.flat(),
            "simultaneous_calls": load.calls if load else None,
            "plain_simultaneous_calls": load.plain_calls if load else None,
            "cpu_percent_per_call": load.cpu_percent_per_call if load else None,
            "mb_per_call": load.mb_per_call if load else None,
            "spreads": {
                name: {"n": one.n, "p50_ms": one.p50_ms, "p95_ms": one.p95_ms, "max_ms": one.max_ms}
                for name, one in self.calibration.spreads.items()
            },
            "first_hearing": self.first_hearing.flat(),
            "confusion_s": self.calibration.confusion_s,
            "outcomes": self.calibration.outcomes,
            "misses": [asdict(miss) for miss in self.misses],
            "studio_voices": self.studio,
        }

    def missed_aims(self) -> list[str]:
        """Name the aims that were not met, each with what was reached."""
        spreads = self.calibration.spreads
        precision, recall = self.calibration.transfer_precision, self.calibration.transfer_recall
        f1 = 2 * precision * recall / (precision + recall) if precision and recall else 0.0
        checks: list[tuple[str, float | None, bool]] = []

        def check(aim: str, reached: float | None, *, most: float = math.inf, least: float = 0) -> None:
            checks.append((aim, reached, reached is not None and least <= reached <= most))

        check("signalling p95 ≤ 20 ms", spreads["signalling"].p95_ms, most=20)
        check("person p95 ≤ 300 ms", spreads["person"].p95_ms, most=300)
        check("no recording taken for a person", self.calibration.recording_as_person, most=0)
        check("transfers F1 ≥ 0.99", round(f1, 3), least=0.99)
        if self.load is not None and not self.load.capped:
            check("100 simultaneous calls", self.load.calls, least=100)
        return [f"{aim} (reached {reached})" for aim, reached, met in checks if not met]


async def bench_phone(
    *, calls: int, at_once: int, seed: int, load: bool, quick: bool, out: Path | None = None
) -> PhoneBench:
    """Call the town, compare with its truth, then load this machine.

    Half of the calls meet the town's own voices, half real studio voices, where those are installed.
    `quick` makes one call a centre, all at once and with short talks; the load is then what those bore.
    `out`, a new or empty folder, keeps every compared call's evidence and truth, and `misses.jsonl`.
    Raises BadSettings if that folder cannot be made or holds something.
    """
    _prepare(out)
    studio = not quick and not missing_studios()
    sets: list[tuple[Voices, int]] = [("town", calls)]
    if studio:
        sets = [("town", calls - calls // 2), ("studio", calls // 2)]
    comparisons: list[Comparison] = []
    first: list[Comparison] = []
    misses: list[Miss] = []
    bearing = None
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("calls compared with the truth", total=calls)
        for voices, number in sets:
            talk_limit_s = QUICK_TALK_S if quick else 60.0
            found, alone, differ, bearing = await _compared(
                voices,
                calls=number,
                at_once=at_once,
                seed=seed,
                talk_limit_s=talk_limit_s,
                advance=lambda: progress.advance(task),
                out=out,
            )
            comparisons += found
            first += alone
            misses += differ
        if not quick:
            bearing = None
            if load:
                loading = progress.add_task("simultaneous calls", total=None)
                bearing = await find_most_calls(
                    tell=lambda text: progress.update(loading, description=f"simultaneous calls: {text}"),
                )
    return PhoneBench(calibrate(comparisons), calibrate(first), misses, bearing, studio)


async def _compared(
    voices: Voices,
    *,
    calls: int,
    at_once: int,
    seed: int,
    talk_limit_s: float,
    advance: Callable[[], None],
    out: Path | None,
) -> tuple[list[Comparison], list[Comparison], list[Miss], Bearing]:
    async with running_town(seed=seed, voices=voices) as town, town_means(town) as means:
        rounds = -(-calls // len(town.centres))
        planned = plan_calls(town.centres.values(), rounds=rounds, talk_limit_s=talk_limit_s)[:calls]
        pids = [one.pid for one in town.running.values()]
        before = usage(without=pids)
        evidence = out / voices if out else None
        made = await make_calls(planned, means, at_once=at_once, evidence=evidence, done=lambda _: advance())
        after = usage(without=pids)
        await asyncio.sleep(0.3)
        together = min(at_once, len(made))
        bearing = Bearing.of_usage(before, after, calls=together, call_seconds=sum(map(_length_s, made)))
        alone = [compare_call(town, call) for call in made]
        anew = await asyncio.to_thread(heard_again, made)
        compared = [compare_call(town, call) for call in anew]
        misses = misses_of(anew, compared, voices=voices)
        if out:
            for number, call in enumerate(made):
                keep_truth(
                    true_call(town, call), out / voices / f"{call.planned.centre.behaviour.id}-{number:03d}"
                )
            keep_misses(misses_of(made, alone, voices=voices), out / "misses-first.jsonl")
            keep_misses(misses, out / "misses.jsonl")
        return compared, alone, misses, bearing


def _prepare(out: Path | None) -> None:
    if out is None:
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        full = any(out.iterdir())
    except OSError as error:
        raise BadSettings(f"{out}: the folder cannot be made ({error.strerror})") from error
    if full:
        raise BadSettings(f"{out}: is not empty – name a new folder, so that two benches do not mix")


def _length_s(call: MadeCall) -> float:
    last = call.timeline.first(EventKind.HUNG_UP, EventKind.ENGINE_LOST)
    return 0.0 if last is None else last.offset_ms / 1000
