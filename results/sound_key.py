from pathlib import Path

from probes.errors import BadDocument
from probes.sealing import Seal, find_seal
from results.errors import EvidenceDamaged
from results.secret import own_secret
from results.state import make_state_folder


def record_seal() -> Seal:
    """Return the seal of sound: the environment's key (`svartid sound key`), else the record's own.

    The record's own is drawn once into the state folder (mode 600). Whoever loses it has lost the sound.
    """
    return find_seal() or Seal(own_secret(_own_key(), draw=Seal.new_key))


def open_seal(sealed: bytes) -> bytes:
    """Open sound sealed with the environment's key or the record's own. Raises EvidenceDamaged."""
    seals = [seal for seal in (find_seal(), _own_seal()) if seal is not None]
    for seal in seals:
        try:
            return seal.open(sealed)
        except BadDocument:
            continue
    raise EvidenceDamaged(
        "the seal of this sound does not open – set SVARTID_SOUND_KEY_FILE to the key it had"
    )


def _own_seal() -> Seal | None:
    return Seal(own_secret(_own_key(), draw=Seal.new_key)) if _own_key().exists() else None


def _own_key() -> Path:
    return make_state_folder() / "sound_key"
