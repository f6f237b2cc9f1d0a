"""Which SIP address stands behind a number: written by a running town, read by `svartid call`."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from probes.errors import BadDocument
from probes.state import make_state_folder, state_folder

SHOPPER = "shopper"
"""The name under which the town's own shopper's phone stands in the directory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One touchpoint: its number or address as it is dialled, and the SIP URI that answers for it."""

    organisation: str
    touchpoint: str
    address: str
    uri: str


@dataclass(frozen=True, slots=True)
class Directory:
    """The entries of one town; `process` is the id of the process that keeps it running."""

    entries: tuple[Entry, ...] = ()
    process: int = 0

    @property
    def numbers(self) -> dict[str, str]:
        """SIP URI by dialled number or address, as a trunk's `directory` wants it."""
        return {entry.address: entry.uri for entry in self.entries}

    def uri(self, organisation: str, touchpoint: str | None = None) -> str | None:
        """Return the SIP URI of an organisation (of its first touchpoint, if none is named), or None."""
        for entry in self.entries:
            if entry.organisation == organisation and touchpoint in (None, entry.touchpoint):
                return entry.uri
        return None


def write_directory(entries: Iterable[Entry], *, state: Path | None = None) -> Path:
    """Write the directory of this process' town, whole or not at all, and return the file."""
    make_state_folder(state)
    path = _path(state)
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"svartid_directory": 1, "process": os.getpid(), "entries": [asdict(each) for each in entries]}
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
    return path


def read_directory(*, state: Path | None = None) -> Directory:
    """Return the directory of the town that runs here; an empty one if none does.

    A file left behind by a town that was killed counts for nothing. Raises BadDocument if it is damaged.
    """
    path = _path(state)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        found = Directory(tuple(Entry(**each) for each in document["entries"]), int(document["process"]))
    except FileNotFoundError:
        return Directory()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BadDocument(f"{path}: not a directory of the town ({error}) – remove it") from error
    return found if _runs(found.process) else Directory()


def remove_directory(*, state: Path | None = None) -> None:
    """Take this process' town out of the directory."""
    if read_directory(state=state).process == os.getpid():
        _path(state).unlink(missing_ok=True)


def _path(state: Path | None) -> Path:
    return state_folder(state) / "town" / "directory.json"


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
