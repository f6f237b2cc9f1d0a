import numpy as np
import pytest

from probes.phone.sound.dead_line import dead_times
from probes.phone.sound.decide import decide
from probes.phone.sound.frames import Frames
from probes.phone.sound.pieces import CallerAct, Piece
from probes.phone.sound.segment import SoundKind, Speaker
from probes.phone.sound.track import Track

SOUND, QUIET, DEAD = -20.0, -65.0, -100.0


def track(*parts):
    level = np.concatenate([np.full(round(seconds * 100), db, np.float32) for seconds, db in parts])
    zeros = np.zeros(len(level), np.float32)
    names = ("pitch_hz", "first_share", "tone_share", "tone_hz", "second_hz", "constancy")
    made = Track()
    made.append(
        Frames(level=level, bands=np.full((len(level), 16), -75, np.float32), **dict.fromkeys(names, zeros))
    )
    return made


def test_a_line_that_dies_amid_a_silence_is_lost():
    found = dead_times(track((2, SOUND), (1, QUIET), (3, DEAD), (1, SOUND)))
    assert [(round(a, 1), round(b, 1)) for a, b in found] == [(3.0, 6.0)]


def test_an_exchange_that_sends_nothing_in_its_silences_has_lost_nothing():
    assert dead_times(track((2, SOUND), (3, DEAD), (2, SOUND), (1, DEAD))) == []


def test_a_far_end_that_vanished_is_lost_for_ever():
    found = dead_times(track((2, SOUND), (1, QUIET), (2, SOUND), (6, DEAD)))
    assert [(round(a, 1), round(b, 1)) for a, b in found] == [(5.0, 11.0)]


def test_jitter_is_no_loss():
    assert dead_times(track((2, SOUND), (1, QUIET), (0.3, DEAD), (1, QUIET))) == []


@pytest.mark.parametrize(
    ("dead", "speaker"), [((), Speaker.RECORDING), (((6.5, 10.0),), Speaker.PERSON)], ids=["alive", "dead"]
)
def test_nobody_answers_on_a_dead_line(dead, speaker):
    pieces = [
        Piece(SoundKind.MUSIC, 0, 1),
        Piece(SoundKind.SPEECH, 1.5, 4),
        Piece(SoundKind.SPEECH, 10.5, 14),
    ]
    acts = [CallerAct(5.2, 5.6), CallerAct(15, 17)]
    pieces.append(Piece(SoundKind.SPEECH, 17.8, 20))
    decide(pieces, acts, now_s=22, final=True, dead=dead)
    assert pieces[1].speaker is speaker
