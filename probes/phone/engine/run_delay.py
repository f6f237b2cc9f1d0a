from pathlib import Path


def run_delay_s(pid: int) -> float:
    """Return how long a process's main thread has waited for a processor so far (s).

    On a machine that is too busy this is what tells a process that hangs from one that is only slow.
    Linux tells it (/proc/PID/schedstat, the second number, ns); elsewhere, and for a process that has
    gone, it is 0.
    """
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
