import shutil

from results.doctor.finding import Finding
from results.errors import RecordError
from results.state import make_state_folder

_LEAST_GB = 1.0
_COMFORT_GB = 5.0
"""Both the project's own choice: a campaign of 3,300 calls without sound takes about 1 GB."""


def examine_disk() -> Finding:
    """Say how much room the state folder has."""
    try:
        folder = make_state_folder()
        free = shutil.disk_usage(folder).free / 1e9
    except (RecordError, OSError) as error:
        told, _, remedy = str(error).partition(" – ")
        return Finding("disk", "bad", told, remedy or "set SVARTID_STATE to another folder", needed=True)
    words = f"{free:.1f} GB free in {folder}"
    if free < _LEAST_GB:
        return Finding("disk", "bad", words, "make room, or set SVARTID_STATE to a larger disk", needed=True)
    if free < _COMFORT_GB:
        return Finding("disk", "note", words, "make room before a large campaign", needed=True)
    return Finding("disk", "good", words, needed=True)
