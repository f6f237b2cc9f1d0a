"""The pool of voices, shared by recordings and persons so that no voice gives away which of them speaks."""

from dataclasses import dataclass
from hashlib import sha256

LANGUAGES = {"nb": "nb", "nn": "nb", "sv": "sv", "da": "da", "fi": "fi", "en": "en-gb"}
"""Languages of the town and the voice of espeak-ng that reads them (it has none for Nynorsk)."""

VARIANTS = ("f1", "f2", "f3", "f4", "f5", "m1", "m2", "m3", "m4", "m5", "m6", "m7")
"""espeak-ng's variants of a voice that sound like different people."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: espeak-ng's voice with variant, words a minute, pitch (0–99) and spectral tilt.

    `tilt_db` is the slope of the handset in dB an octave around 1 kHz.
    """

    language: str
    variant: str
    words_a_minute: int = 160
    pitch: int = 50
    tilt_db: float = 0.0

    @property
    def espeak(self) -> str:
        """The name for `espeak-ng -v`."""
        return f"{LANGUAGES[self.language]}+{self.variant}"


def voice_of(name: str, language: str) -> Voice:
    """Return the voice that belongs to a name, the same one always.

    A name that is or ends with a variant (`f2`, `kari-m3`) gets that one; the rest is drawn from the name.
    """
    draw = sha256(f"{name}/{LANGUAGES[language]}".encode()).digest()
    named = name.rpartition("-")[2].rpartition("+")[2]
    return Voice(
        language=language,
        variant=named if named in VARIANTS else VARIANTS[draw[0] % len(VARIANTS)],
        words_a_minute=145 + draw[1] % 36,
        pitch=36 + draw[2] % 29,
        tilt_db=(draw[3] / 255 - 0.5) * 5.0,
    )
