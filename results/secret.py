import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from results.errors import BadSecret


def read_secret(path: Path) -> str:
    """Return the secret in a file that nobody but its owner may read. Raises BadSecret."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSecret(f"{path}: the secret cannot be read ({error.strerror})") from error
    if stat.S_IMODE(mode) & 0o077:
        raise BadSecret(f"{path}: others may read this secret – run: chmod 600 {path}")
    if not text:
        raise BadSecret(f"{path}: the secret is empty – remove the file, a new one is then drawn")
    return text


def _hexadecimal() -> str:
    return secrets.token_hex(32)


def own_secret(path: Path, *, draw: Callable[[], str] = _hexadecimal) -> str:
    """Return the secret in `path`; the first caller draws it (default 64 hexadecimal digits; mode 600).

    Written beside and linked into place: of two processes that begin together both get the same one.
    """
    if not path.exists():
        part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, draw().encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            path.hardlink_to(part)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return read_secret(path)
