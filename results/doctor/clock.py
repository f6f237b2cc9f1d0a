import ctypes
import ctypes.util
import sys

from results.doctor.finding import Finding

_UNSYNCHRONISED = 5
"""TIME_ERROR, what adjtimex(2) returns while nobody keeps the clock."""


def examine_clock() -> Finding:
    """Say whether the kernel knows that its clock is kept by somebody (NTP, chrony, the host)."""
    state = _kernel_state()
    if state is None:
        return Finding(
            "clock", "note", "this system does not say whether its clock is kept", "check it yourself"
        )
    if state == _UNSYNCHRONISED:
        return Finding(
            "clock",
            "note",
            "nobody keeps the clock: start times may be off (durations are not; they are monotonic)",
            "start systemd-timesyncd or chrony; needed when workers run on several hosts",
        )
    return Finding("clock", "good", "kept by a time server")


def _kernel_state() -> int | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
        # struct timex is 208 bytes on 64-bit Linux; all zero asks and changes nothing.
        state = int(libc.adjtimex(ctypes.create_string_buffer(256)))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state
