"""The town's recordings: committed A-law files and the table of texts they were rendered from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from probes.sandbox.alaw_file import read_wav
from probes.sandbox.sound import Sound
from scenarios.yaml_reader import read

FOLDER = Path(__file__).parent / "recordings"


@dataclass(frozen=True, slots=True)
class TextTable:
    """What is recorded in one language: the voice's name, the room's noise (dB under the speech), texts."""

    voice: str
    noise_db: float | None
    texts: Mapping[str, str]


@cache
def text_tables() -> Mapping[str, TextTable]:
    """Return the table of each language, read from `recordings/texts.yaml`."""
    document = read((FOLDER / "texts.yaml").read_bytes(), "texts.yaml").value
    return {
        language: TextTable(
            voice=table["voice"],
            noise_db=None if table["noise"] == "none" else float(table["noise"]),
            texts=table["texts"],
        )
        for language, table in document.items()
    }


@cache
def recording(name: str, language: str) -> Sound:
    """Return a recording, the same samples at each call (read-only). Nynorsk hears the ones in Bokmål.

    Raises KeyError if there is none of that name.
    """
    path = FOLDER / {"nn": "nb"}.get(language, language) / f"{name}.wav"
    if not path.is_file():
        raise KeyError(f"there is no recording {name!r} in {language!r}")
    sound = read_wav(path)
    sound.flags.writeable = False
    return sound
