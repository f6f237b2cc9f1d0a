import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from results.errors import EvidenceDamaged
from results.state import make_state_folder


class Store:
    """Files under their SHA-256, readable by this user only: `ab/abcd…`.

    A file is written whole or not at all, and never changed. The rows in the record say what it is.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Take a folder; default $SVARTID_EVIDENCE (shared by several hosts) or the state's `evidence`."""
        named = os.environ.get("SVARTID_EVIDENCE")
        self.folder = folder or (Path(named) if named else make_state_folder() / "evidence")

    def path(self, sha256: str) -> Path:
        """Return where a file of this hash lies, or would lie."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Write a file and return its hash; one that is there already is only touched."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if path.exists():
            path.touch()
            return sha256
        for folder in (self.folder, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        part = path.with_name(f".{sha256}.{secrets.token_hex(4)}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return a file's content. Raises EvidenceDamaged if it is gone or is not what was kept."""
        path = self.path(sha256)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise EvidenceDamaged(f"{path}: the evidence cannot be read ({error.strerror})") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise EvidenceDamaged(f"{path}: the evidence is not what was kept – it was changed or damaged")
        return content

    def remove(self, sha256: str) -> bool:
        """Remove a file; return whether there was one."""
        path = self.path(sha256)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def all(self) -> Iterator[Path]:
        """Return every file, parts of unfinished ones too."""
        return self.folder.glob("??/*") if self.folder.exists() else iter(())
