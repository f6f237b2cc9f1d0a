import json
import re
from collections.abc import Sequence
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

    def learn(self, touchpoint: str, *fingerprints: Fingerprint) -> None:
        """Take what one call heard; see `FingerprintMemory`."""
        self._known[touchpoint] = _taken(self._known.get(touchpoint, {}), fingerprints)


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

    def learn(self, touchpoint: str, *fingerprints: Fingerprint) -> None:
        """Take what one call heard; see `FingerprintMemory`. Raises BadDocument, OSError."""
        before = {one.id: one for one in self.recall(touchpoint)}
        known = dict(list(_taken(before, fingerprints).items())[-self._most :])
        if known.keys() == before.keys() and not fingerprints:
            return
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


def _taken(before: dict[str, Fingerprint], heard: Sequence[Fingerprint]) -> dict[str, Fingerprint]:
    """What is known after a call, in the order in which it was last heard."""
    known = {name: one for name, one in before.items() if one.heard}
    for one in heard:
        earlier = known.pop(one.id, None)
        known[one.id] = replace(one, heard=earlier.heard + min(one.heard, 1)) if earlier else one
    return known
