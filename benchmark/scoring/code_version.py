"""Which code computed a score."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@cache
def code_version() -> str:
    """The project's version and the first 12 digits of the SHA-256 of this room's source: `0.1.0+3f0c…`.

    So a score computed by changed code never passes for one computed by the same.
    """
    hashing = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        hashing.update(path.name.encode() + b"\n" + path.read_bytes())
    try:
        number = version("svartid")
    except PackageNotFoundError:
        number = "0"
    return f"{number}+{hashing.hexdigest()[:12]}"
