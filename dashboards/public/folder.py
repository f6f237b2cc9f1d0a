"""An edition as a folder: whole or not at all, only what changed written anew, a checksum for each file.

A new folder is laid beside the old one – what is the same by linking, what changed by writing – and the two
change places in one step. Whoever interrupts it, or pulls the plug, finds the old folder or the new one.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dashboards.public.errors import NotOurFolder

MANIFEST = "SHA256SUMS"
"""Checksums of all other files, as `sha256sum --check` reads them."""
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux
_HERE = -100  # AT_FDCWD


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a folder did: paths written anew, left as they were, taken away; bytes of all files."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a folder's checksums say: files that changed, are missing, or that the list does not know."""

    files: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether the folder is as it was written."""
        return not (self.changed or self.missing or self.unknown)


def write_folder(
    folder: Path,
    *,
    paths: Iterable[str],
    make: Callable[[str], bytes],
    tell: Callable[[str], None] | None = None,
) -> Written:
    """Write files and their checksums into a folder, in one step.

    Args:
        folder: where; made if it is not there.
        paths: the files, with slashes. make: gives the content of each.
        tell: is told each path when it is made.

    Raises:
        NotOurFolder: the folder holds something that no list of checksums names, or is no folder.
        OSError: it cannot be written; then nothing has changed.
    """
    before = _sums(folder)
    _refuse_strangers(folder, before)
    folder = folder.resolve()
    beside = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    _sweep(folder)
    beside.mkdir(parents=True)
    try:
        written: list[str] = []
        kept: list[str] = []
        sums: dict[str, str] = {}
        size = 0
        for path in paths:
            content = make(path)
            if tell:
                tell(path)
            sums[path] = hashlib.sha256(content).hexdigest()
            size += len(content)
            same = before.get(path) == sums[path] and _hash(folder / path) == sums[path]
            _lay(beside / path, content, folder / path if same else None)
            (kept if same else written).append(path)
        lines = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()
        same = not written and (folder / MANIFEST).is_file() and (folder / MANIFEST).read_bytes() == lines
        _lay(beside / MANIFEST, lines, folder / MANIFEST if same else None)
        removed = tuple(sorted(before.keys() - sums.keys()))
        if written or removed or not same:
            os.sync()  # all files lie on the disk before the folder changes places; one by one takes minutes
            _change_places(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Written(tuple(written), tuple(kept), removed, size)


def check_folder(folder: Path) -> Checked:
    """Hold a folder against its checksums, as `sha256sum --check` does, and name what is in no list too.

    Raises NotOurFolder where there is no list of checksums.
    """
    sums = _sums(folder)
    if not sums:
        raise NotOurFolder(f"{folder}: there is no {MANIFEST} – write the edition with `svartid publish`")
    found = {path: _hash(folder / path) for path in sums}
    return Checked(
        files=len(sums),
        changed=tuple(sorted(path for path, has in found.items() if has and has != sums[path])),
        missing=tuple(sorted(path for path, has in found.items() if not has)),
        unknown=tuple(sorted(_files(folder) - sums.keys() - {MANIFEST})),
    )


def _sums(folder: Path) -> dict[str, str]:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return {}
    found = {}
    for line in manifest.read_text(encoding="utf-8").splitlines():
        digest, _, path = line.partition("  ")
        if len(digest) == 64 and path and not path.startswith("/") and ".." not in PurePosixPath(path).parts:
            found[path] = digest
    return found


def _refuse_strangers(folder: Path, before: dict[str, str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOurFolder(f"{folder} is a file – name a folder")
    strangers = sorted(_files(folder) - before.keys() - {MANIFEST})
    if strangers:
        raise NotOurFolder(
            f"{folder} holds {strangers[0]}{' and more' if len(strangers) > 1 else ''},"
            " which no edition put there – name another folder, or move it away"
        )


def _files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if not each.is_dir()}


def _hash(path: Path) -> str:
    """The SHA-256 of a file; "" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _lay(path: Path, content: bytes, same: Path | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if same is not None:
        try:
            path.hardlink_to(same)
        except OSError:  # a file system without links
            shutil.copy2(same, path)
        return
    path.write_bytes(content)
    path.chmod(0o644)


def _change_places(new: Path, folder: Path) -> None:
    """Let the new folder stand where the old one stood: in one step where the system has one."""
    new.chmod(0o755)
    if not folder.exists():
        new.rename(folder)
    elif not _exchanged(new, folder):
        old = folder.with_name(f".{folder.name}.old-{os.getpid()}")
        folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old)
    parent = os.open(folder.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def _exchanged(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sweep(folder: Path) -> None:
    """Take away what an interrupted run left; give the old folder back if it stopped between two steps."""
    for old in folder.parent.glob(f".{folder.name}.old-*"):
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for half in folder.parent.glob(f".{folder.name}.new-*"):
        shutil.rmtree(half, ignore_errors=True)
