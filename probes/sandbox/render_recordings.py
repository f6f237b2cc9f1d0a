"""`python -m probes.sandbox.render_recordings`: render every recording again from the table of texts."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np

from probes.sandbox.alaw_file import write_alaw
from probes.sandbox.noise import room_noise
from probes.sandbox.recordings import FOLDER, TextTable, text_tables
from probes.sandbox.rtp.g711 import encode
from probes.sandbox.sound import RATE, Sound
from probes.sandbox.synthesiser import espeak_version, synthesise
from probes.sandbox.voices import voice_of

INDEX = FOLDER / "index.json"
"""espeak-ng's version and, by `language/name`, the hashes of text and sound."""


def render(name: str, language: str, table: TextTable) -> Sound:
    """Render one recording: always the same samples for the same text, voice and espeak-ng."""
    rng = np.random.default_rng(list(f"{language}/{name}".encode()))
    sound = synthesise(table.texts[name], voice_of(table.voice, language), rng=rng)
    if table.noise_db is not None:
        noise = room_noise(
            room="office", under_speech_db=table.noise_db, seconds=len(sound) / RATE + 0.1, rng=rng
        )
        sound = np.clip(sound.astype(np.int32) + noise[: len(sound)], -32000, 32000).astype(np.int16)
    return sound


def text_hash(name: str, table: TextTable) -> str:
    """Hash everything a recording depends on but the synthesiser."""
    return sha256(f"{table.voice}|{table.noise_db}|{table.texts[name]}".encode()).hexdigest()[:16]


def sound_hash(sound: Sound) -> str:
    """Hash a sound as it is stored, in A-law."""
    return sha256(encode(sound, "PCMA")).hexdigest()[:16]


def render_all(folder: Path = FOLDER) -> dict[str, object]:
    """Render every recording into `folder`, remove what is no longer in the table, return the index."""
    recordings: dict[str, dict[str, str]] = {}
    for language, table in text_tables().items():
        place = folder / language
        place.mkdir(parents=True, exist_ok=True)
        for old in set(place.glob("*.wav")) - {place / f"{name}.wav" for name in table.texts}:
            old.unlink()
        for name in table.texts:
            sound = render(name, language, table)
            write_alaw(place / f"{name}.wav", sound)
            recordings[f"{language}/{name}"] = {"text": text_hash(name, table), "sound": sound_hash(sound)}
    index: dict[str, object] = {"espeak-ng": espeak_version(), "recordings": recordings}
    (folder / INDEX.name).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return index


if __name__ == "__main__":
    render_all()
