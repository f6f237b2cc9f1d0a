"""A backup's file: a tar with a list of what is in it and each part's digest.

manifest.json         what, when, of which version; each part's size and SHA-256
manifest.sha256       the manifest's own digest
database.dump         PostgreSQL's own format, compressed
evidence/ab/abcd…     pieces of evidence, each named by its SHA-256
keys/secret_key …     only where they were asked for
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from results.errors import BackupDamaged

FORMAT = 1
_CHUNK = 1 << 20
_MANIFEST, _DIGEST, DUMP, EVIDENCE, KEYS = (
    "manifest.json", "manifest.sha256", "database.dump", "evidence/", "keys/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: ISO 8601, UTC. svartid: the version that made it. migration: the newest one of the schema.
        rows: how many rows each table of the record had.
        parts: SHA-256 by name in the file, the evidence's too.
    """

    made_at: str
    svartid: str
    migration: str
    rows: Mapping[str, int]
    parts: Mapping[str, str]
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the file."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


@contextmanager
def new_private_file(path: Path) -> Iterator[IO[bytes]]:
    """Write a new file that only we may read (mode 600); it appears whole under its name, or not at all.

    Raises FileExistsError: nothing is ever written over.
    """
    if path.exists():
        raise FileExistsError(f"{path}: there is a file already – give the backup another name")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(part)  # unlike a rename, this never writes over a file made meanwhile
    finally:
        part.unlink(missing_ok=True)


def write_parts(file: IO[bytes], *, manifest: Manifest, parts: Mapping[str, Path]) -> None:
    """Write a backup's file out of its manifest and the parts' own files."""
    told = manifest.to_json()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, _MANIFEST, told)
        _add(tar, _DIGEST, hashlib.sha256(told).hexdigest().encode())
        for name, path in parts.items():
            with path.open("rb") as content:
                header = _header(name, path.stat().st_size)
                tar.addfile(header, content)


def digest_of(content: IO[bytes]) -> str:
    """Return the SHA-256 of what is left to read of a file."""
    whole = hashlib.sha256()
    while chunk := content.read(_CHUNK):
        whole.update(chunk)
    return whole.hexdigest()


@contextmanager
def open_backup(path: Path) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    """Open a backup whose every part is what the manifest says; all of it is read through before.

    Raises BackupDamaged naming the part, FileNotFoundError.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            manifest = _checked(path, tar)
            yield manifest, tar
    except (tarfile.TarError, EOFError) as error:
        raise BackupDamaged(f"{path}: this is no backup, or it is cut short ({error})") from error


def _checked(path: Path, tar: tarfile.TarFile) -> Manifest:
    members = {each.name: each for each in tar.getmembers()}
    told, digest = (_read(path, tar, members, name) for name in (_MANIFEST, _DIGEST))
    if hashlib.sha256(told).hexdigest() != digest.decode(errors="replace").strip():
        raise BackupDamaged(f"{path}: {_MANIFEST} is not what was written – the file is damaged")
    document: dict[str, Any] = json.loads(told)
    if document.get("format") != FORMAT:
        raise BackupDamaged(f"{path}: made by a newer Svartid – update Svartid, then restore")
    manifest = Manifest(**document)
    names = set(members) - {_MANIFEST, _DIGEST}
    if names != set(manifest.parts) or DUMP not in names:
        raise BackupDamaged(f"{path}: parts are missing or were added")
    for name, wanted in manifest.parts.items():
        content = tar.extractfile(members[name])
        if content is None or digest_of(content) != wanted:
            raise BackupDamaged(f"{path}: {name} is not what was written – the file is damaged")
    return manifest


def _read(path: Path, tar: tarfile.TarFile, members: Mapping[str, tarfile.TarInfo], name: str) -> bytes:
    content = tar.extractfile(members[name]) if name in members else None
    if content is None:
        raise BackupDamaged(f"{path}: this is no backup of Svartid (it holds no {name})")
    return content.read()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_header(name, len(content)), io.BytesIO(content))


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, 0o600
    return header
