import os
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """What a family of processes has used so far: CPU seconds, wall-clock seconds, resident MB."""

    cpu_s: float
    wall_s: float
    rss_mb: float


def usage(*, without: Collection[int] = ()) -> Usage:
    """Return what this process and all its descendants use now, save the trees below `without`.

    Reads /proc, so Linux only. CPU seconds of descendants that have ended are not counted.
    """
    ticks = os.sysconf("SC_CLK_TCK")
    page_mb = os.sysconf("SC_PAGE_SIZE") / 2**20
    children: dict[int, list[int]] = {}
    stats: dict[int, tuple[float, float]] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            line = (folder / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue  # it ended while we looked
        fields = line.rpartition(")")[2].split()
        pid = int(folder.name)
        children.setdefault(int(fields[1]), []).append(pid)
        stats[pid] = ((int(fields[11]) + int(fields[12])) / ticks, int(fields[21]) * page_mb)
    cpu = rss = 0.0
    waiting = [os.getpid()]
    while waiting:
        pid = waiting.pop()
        if pid in without:
            continue
        waiting += children.get(pid, [])
        one_cpu, one_rss = stats.get(pid, (0.0, 0.0))
        cpu += one_cpu
        rss += one_rss
    return Usage(cpu_s=cpu, wall_s=time.monotonic(), rss_mb=rss)
