import contextlib
import fcntl
import os
import re
import secrets
import shutil
import stat
import tempfile
from pathlib import Path
from types import TracebackType

from probes.errors import ChannelUnavailable

_MEMORY = Path("/dev/shm")  # noqa: S108  # memory-backed on purpose; folder mode 700, owner checked
_NAME = re.compile(r"svartid-(\d+)-(\d+)-[0-9a-f]{8}")
_LOCK = "owner.lock"


class HiddenFolder:
    """A private folder (mode 700) in memory for the sound of running calls, removed on every way out.

    A folder whose owner died without removing it is swept when the next one is opened: the owner
    holds a lock in it, which the kernel takes back. On a machine without a memory-backed file
    system it raises ChannelUnavailable unless `on_disk` says that a temporary folder may serve.
    """

    def __init__(self, *, memory: Path = _MEMORY, on_disk: bool = False) -> None:
        self.path = Path()
        self._memory = memory
        self._on_disk = on_disk
        self._lock = -1

    def __enter__(self) -> "HiddenFolder":
        """Sweep the folders of the dead and make our own."""
        place = self._place()
        sweep(place)
        self.path = place / f"svartid-{os.getuid()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.path.mkdir(mode=0o700)
        self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the folder and all sound in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)

    def _place(self) -> Path:
        if self._memory.is_dir() and os.access(self._memory, os.W_OK):
            return self._memory
        if self._on_disk:
            return Path(tempfile.gettempdir())
        raise ChannelUnavailable(
            f"{self._memory} is not there: sound of a call is kept in memory only. Mount a tmpfs there,"
            " or allow a temporary folder on disk (sound_on_disk) if your agreement permits it"
        )


def sweep(place: Path) -> list[Path]:
    """Remove this user's folders whose owner is dead; return them."""
    swept = []
    for folder in place.glob(f"svartid-{os.getuid()}-*"):
        if _NAME.fullmatch(folder.name) and _is_ours(folder) and _owner_is_dead(folder):
            shutil.rmtree(folder, ignore_errors=True)
            swept.append(folder)
    return swept


def _is_ours(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return False


def _owner_is_dead(folder: Path) -> bool:
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        # Either its owner is being born this very moment or died so: its pid decides.
        return not Path(f"/proc/{folder.name.split('-')[2]}").exists()
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(lock)
