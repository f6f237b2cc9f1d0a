from collections.abc import Sequence

from probes.phone.sound.dead_line import dead_times
from probes.phone.sound.decide import decide
from probes.phone.sound.first_words import find_first_words
from probes.phone.sound.leftovers import name_leftovers
from probes.phone.sound.pieces import CallerAct, Piece
from probes.phone.sound.room_tone import skip_room_tone
from probes.phone.sound.track import Track
from probes.phone.sound.voice_return import mark_returns


def judge_call(
    track: Track, pieces: Sequence[Piece], acts: Sequence[CallerAct], *, now_s: float
) -> list[Piece]:
    """Decide a whole call at its end: who speaks, with which word a person begins, whose voice returns."""
    decide(pieces, acts, now_s=now_s, final=True, dead=dead_times(track))
    made = skip_room_tone(track, find_first_words(track, pieces, now_s=now_s))
    name_leftovers(made)
    mark_returns(track, made)
    return made
