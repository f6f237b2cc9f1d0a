import numpy as np

from probes.phone.sound.segment import SoundKind
from probes.phone.sound.tones import Burst
from probes.phone.sound.track import Track


def credible(burst: Burst, track: Track, *, amid: SoundKind | None) -> bool:
    """Tell a tone of the exchange from a held note or a vowel: steady, abrupt, and silence follows."""
    if burst.hz < 380 or burst.hz > 2200:
        return False
    steady = float(np.std(burst.levels[3:-2])) < (2.2 if 380 <= burst.hz <= 500 else 0.5)
    if not steady or (amid is SoundKind.MUSIC and not burst.over):
        return False
    if amid is SoundKind.SPEECH and (
        len(burst.levels) < 12 or float(np.mean(track.speech[burst.start : burst.end])) > 0.3
    ):
        return False
    if not burst.over:
        return abs(burst.hz - 425) < 12 and float(np.std(burst.levels[3:])) < 0.3
    level = float(np.median(burst.levels))
    after = track.level[burst.end + 2 : burst.end + 5]
    before = track.level[max(0, burst.start - 5) : max(0, burst.start - 2)]
    # The notes of the special information tone follow each other; those of music do so as well.
    notes = 900 <= burst.hz <= 1850 and amid is not SoundKind.MUSIC
    falls = len(after) == 0 or float(after.max()) < level - 15 or notes
    rises = len(before) == 0 or amid is not SoundKind.SILENCE or float(before.max()) < level - 10
    return falls and rises and not (amid is SoundKind.MUSIC and burst.seconds < 0.18)
