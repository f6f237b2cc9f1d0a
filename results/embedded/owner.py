import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from results.embedded.place import USER
from results.errors import DatabaseMissing


@dataclass(frozen=True, slots=True)
class Owner:
    """The system's user that PostgreSQL runs as; `switch` says whether we must become it first."""

    name: str
    uid: int
    gid: int
    switch: bool

    def of_process(self) -> dict[str, Any]:
        """Return the arguments of `subprocess.run` that make a process this user's."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def may_run(self, program: Path) -> bool:
        """Tell whether this user may reach and run a program."""
        return self._holds("-x", program)

    def may_enter(self, folder: Path) -> bool:
        """Tell whether this user may pass through a folder and all folders above it."""
        return self._holds("-x", folder)

    def _holds(self, what: str, path: Path) -> bool:
        if not self.switch:
            return os.access(path, os.X_OK)
        # Asked as that user: mode bits alone do not tell about access lists and mounts.
        ended = subprocess.run(
            ["/usr/bin/env", "test", what, path], cwd="/", check=False, **self.of_process()
        )
        return ended.returncode == 0


def database_owner() -> Owner:
    """Return who PostgreSQL runs as: ourselves, or as root the system's user `svartid`, made if need be.

    PostgreSQL refuses to run as root. Raises DatabaseMissing if that user cannot be made.
    """
    if os.geteuid() != 0:
        return Owner(str(os.geteuid()), os.geteuid(), os.getegid(), switch=False)
    try:
        found = pwd.getpwnam(USER)
    except KeyError:
        found = _make()
    return Owner(USER, found.pw_uid, found.pw_gid, switch=True)


def _make() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if program:
        words = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run(
            [program, *words, "--shell", "/usr/sbin/nologin", USER], capture_output=True, check=False
        )
    try:
        return pwd.getpwnam(USER)
    except KeyError as error:
        raise DatabaseMissing(
            f"PostgreSQL does not run as root, and the system's user {USER} could not be made – make it"
            f" (useradd --system {USER}), start Svartid as an ordinary user, or set DATABASE_URL"
        ) from error
