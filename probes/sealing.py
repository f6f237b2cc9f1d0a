"""Sealing of sound: what may be kept at all is kept encrypted."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from probes.errors import BadDocument, BadSettings

KEY_VARIABLE = "SVARTID_SOUND_KEY"
"""The environment variable that holds the key."""

KEY_FILE_VARIABLE = "SVARTID_SOUND_KEY_FILE"
"""The environment variable that names a file with the key, readable by its owner only."""

SUFFIX = ".sealed"
"""What a sealed file's name ends in."""


class Seal:
    """Encrypts and authenticates bytes (Fernet: AES-128 in CBC mode with HMAC-SHA-256).

    Raises BadSettings if the key is none: 32 bytes in URL-safe base64, as `Seal.new_key` makes them.
    """

    def __init__(self, key: str) -> None:
        try:
            self._fernet = Fernet(key.strip())
        except (ValueError, TypeError):
            raise BadSettings(
                f"{KEY_VARIABLE}: this is no key – make one with: svartid sound key FILE"
            ) from None

    @staticmethod
    def new_key() -> str:
        """Return a new random key."""
        return Fernet.generate_key().decode("ascii")

    def seal(self, content: bytes) -> bytes:
        """Return the content encrypted."""
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises BadDocument if it was sealed with another key or was changed."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise BadDocument("the seal does not open: another key, or the file was changed") from None


def find_seal(environ: Mapping[str, str] | None = None) -> Seal | None:
    """Return the seal of the environment, None if no key is set.

    Raises BadSettings for a bad key, or a key file that cannot be read or that others may read.
    """
    environ = os.environ if environ is None else environ
    if key := environ.get(KEY_VARIABLE):
        return Seal(key)
    name = environ.get(KEY_FILE_VARIABLE)
    if not name:
        return None
    path = Path(name)
    try:
        mode = path.stat().st_mode
        key = path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise BadSettings(f"{KEY_FILE_VARIABLE}: {path}: {error.strerror}") from None
    if stat.S_IMODE(mode) & 0o077:
        raise BadSettings(f"{KEY_FILE_VARIABLE}: others may read {path} – type: chmod 600 {path}")
    return Seal(key)
