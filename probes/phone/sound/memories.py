import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from probes.errors import BadDocument
from probes.phone.sound.memory import Fingerprint

MOST = 200
"""Recordings that are kept of a touchpoint. Own choice: menus, messages and positions of a large exchange
are some fifty, and each costs a little in every call."""


class ShortMemory:
    """A memory that lasts as long as its process: for demonstrations, benches and tests."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Fingerprint]] = {}

    def recall(self, touchpoint: str) -> tuple[Fingerprint, ...]:
        """Return every recording known at the touchpoint."""
        return tuple(self._known.get(touchpoint, {}).values())

    def learn(self, touchpoint: str, fingerprint: Fingerprint) -> None:
        """Remember a recording; heard before, its count rises by one."""
        known = self._known.setdefault(touchpoint, {})
        before = known.get(fingerprint.id)
        known[fingerprint.id] = replace(before, heard=before.heard + 1) if before else fingerprint


class FileMemory:
    """A memory in a folder: one `.npz` a touchpoint, written whole or not at all.

    Holds recordings only, as energies in bands: no sound can be made of them again. Of a touchpoint at
    most `most` are kept: what was heard again longest ago goes first.
    """

    def __init__(self, folder: Path, *, most: int = MOST) -> None:
        self._folder = folder
        self._most = most

    def recall(self, touchpoint: str) -> tuple[Fingerprint, ...]:
        """Return every recording known at the touchpoint. Raises BadDocument if its file is damaged."""
        path = self._path(touchpoint)
        try:
            with np.load(path, allow_pickle=False) as stored:
                heard = json.loads(str(stored["heard"]))
                return tuple(
                    Fingerprint(id=name, bands=stored[f"bands_{name}"].astype(np.float32), heard=int(times))
                    for name, times in heard.items()
                )
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise BadDocument(f"{path}: not a memory of recordings ({error}) – remove it") from error

    def learn(self, touchpoint: str, fingerprint: Fingerprint) -> None:
        """Remember a recording; heard before, its count rises by one. Raises BadDocument, OSError."""
        known = {one.id: one for one in self.recall(touchpoint)}
        # Its place is behind all that were heard before it; the file keeps the order.
        before = known.pop(fingerprint.id, None)
        known[fingerprint.id] = replace(before, heard=before.heard + 1) if before else fingerprint
        known = dict(list(known.items())[-self._most :])
        path = self._path(touchpoint)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            heard = json.dumps({name: one.heard for name, one in known.items()})
            bands = {f"bands_{name}": one.bands.astype(np.float16) for name, one in known.items()}
            np.savez_compressed(file, heard=np.array(heard), **bands)  # type: ignore[arg-type]
        part.replace(path)

    def _path(self, touchpoint: str) -> Path:
        return self._folder / f"{re.sub(r'[^a-z0-9._-]', '_', touchpoint.lower())}.npz"
