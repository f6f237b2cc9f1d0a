"""The rules of who speaks, without sound: each case is a call written down as pieces and acts."""

import pytest

from probes.phone.sound.decide import decide
from probes.phone.sound.pieces import CallerAct, Piece
from probes.phone.sound.segment import SoundKind, Speaker, Tone

PERSON, RECORDING, UNDECIDED = Speaker.PERSON, Speaker.RECORDING, Speaker.UNDECIDED


def speech(start, end, **about):
    return Piece(SoundKind.SPEECH, start, end, **about)


def music(start, end):
    return Piece(SoundKind.MUSIC, start, end)


def tone(name, start, end):
    return Piece(SoundKind.TONE, start, end, name)


def says(start, end):
    return CallerAct(start, end)


def presses(at):
    return CallerAct(at, at, keys=True)


CASES = {
    "heard before": ([speech(0, 3, known="a")], [], 5, [RECORDING]),
    "a greeting that is answered to": (
        [speech(1, 3), speech(6, 9)],
        [says(4, 5.2)],
        12,
        [PERSON, PERSON],
    ),
    "a position message and then the person": (
        [music(0, 9), speech(9.2, 12), music(12.5, 20), speech(20.5, 23), speech(27, 29)],
        [says(24, 26)],
        31,
        [RECORDING, PERSON, PERSON],
    ),
    "keys after a menu": (
        [speech(0, 3), speech(3.9, 9), music(11, 20)],
        [presses(9.8)],
        20,
        [RECORDING, RECORDING],
    ),
    "a greeting in which the call is lost": ([music(0, 5), speech(5.6, 11)], [], 11, [RECORDING]),
    "a greeting that no other call has, in which the call is lost": (
        [music(0, 5), speech(5.6, 11, unheard=True)],
        [],
        11,
        [PERSON],
    ),
    "a message that no other call has": ([speech(0.6, 6, unheard=True)], [], 6, [RECORDING]),
    "a voicemail": (
        [speech(0.5, 5), tone(Tone.BEEP, 5.4, 5.7)],
        [says(7, 7.6)],
        14,
        [RECORDING],
    ),
    "a night message": ([speech(0.5, 6)], [], 6.4, [RECORDING]),
    "nothing answers": ([speech(0.5, 6)], [says(7.2, 7.8), says(12, 12.6)], 17, [RECORDING]),
    "busy after a welcome": ([speech(0.5, 4), tone(Tone.BUSY, 4.6, 9)], [], 9, [RECORDING]),
    "a menu again by itself": (
        [speech(0, 5, known="m", again=True), speech(9, 14, known="m", again=True)],
        [says(6.2, 6.8)],
        18,
        [RECORDING, RECORDING],
    ),
    "a person who speaks when spoken to": (
        [music(0, 8), speech(11, 12.5), speech(16, 20)],
        [says(9.5, 10.2), says(13.5, 15.2)],
        22,
        [PERSON, PERSON],
    ),
    "passed on after one answer": (
        [music(0, 8), speech(8.5, 11), speech(15, 19), speech(19.5, 21), music(21.5, 30), speech(30.5, 33)],
        [says(12, 14.2)],
        37,
        [PERSON, PERSON, PERSON, PERSON],
    ),
    "an announcement right after a hello": (
        [speech(0, 3), speech(5.2, 9), music(9.4, 20)],
        [says(4.1, 4.7)],
        20,
        [RECORDING, RECORDING],
    ),
    "a caller who says nothing": (
        [music(0, 9), speech(9.5, 12), speech(16.5, 17.2), speech(21, 22)],
        [],
        24,
        [PERSON, PERSON, PERSON],
    ),
    "a message into silence by chance after a hello": (
        [speech(0, 3), speech(10.2, 13), speech(21, 24)],
        [says(4.2, 4.8), says(8.6, 9.2), says(14.2, 14.8), says(25.5, 26.1)],
        32,
        [RECORDING, RECORDING, RECORDING],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_at_the_end_of_a_call(name):
    pieces, acts, now, expected = CASES[name]
    decide(pieces, acts, now_s=now, final=True)
    assert [piece.speaker for piece in pieces if piece.kind is SoundKind.SPEECH] == expected
    assert all(piece.reasons for piece in pieces if piece.kind is SoundKind.SPEECH)


def test_live_a_first_word_is_undecided():
    first = speech(9.3, None)
    decide([music(0, 9), first], [], now_s=9.6, final=False)
    assert (first.speaker, first.confidence) == (UNDECIDED, 0.5)


def test_live_an_answer_to_a_hello_decides_when_it_waits():
    greeting, answer = speech(1, 3), speech(5.5, None)
    acts = [says(4, 4.6)]
    decide([greeting, answer], acts, now_s=6.5, final=False)
    assert (greeting.speaker, answer.speaker) == (UNDECIDED, UNDECIDED)
    answer.end_s = 7.0
    decide([greeting, answer], acts, now_s=7.8, final=False)
    assert (greeting.speaker, answer.speaker) == (PERSON, PERSON)


def test_live_an_answer_to_a_sentence_after_music_decides_within_a_second():
    greeting, answer = speech(8.4, 10), speech(13.5, None)
    decide([music(0, 8), greeting, answer], [says(11, 13)], now_s=14.6, final=False)
    assert (greeting.speaker, answer.speaker) == (PERSON, PERSON)


def test_live_music_that_follows_decides():
    message = speech(9.3, 12)
    decide([music(0, 9), message, music(12.4, None)], [], now_s=14, final=False)
    assert (message.speaker, message.reasons) == (RECORDING, ["music_follows"])


def test_live_a_monologue_is_a_recording():
    long = speech(0.5, None)
    decide([long], [], now_s=11, final=False)
    assert (long.speaker, long.reasons) == (RECORDING, ["monologue"])


def test_a_blip_of_music_divides_nothing():
    pieces = [speech(0.5, 2), music(2.0, 2.6), speech(5, 8)]
    decide(pieces, [says(3.2, 4.6)], now_s=10, final=True)
    assert [piece.speaker for piece in pieces if piece.kind is SoundKind.SPEECH] == [PERSON, PERSON]


def test_the_end_of_a_long_turn_is_the_persons():
    pieces = [speech(1, 9), speech(9.5, 13), speech(17, 19)]
    decide(pieces, [says(14, 16)], now_s=21, final=True)
    assert [piece.speaker for piece in pieces] == [RECORDING, PERSON, PERSON]


@pytest.mark.parametrize(
    ("pieces", "acts", "learnt"),
    [
        ([music(0, 9), speech(9.2, 12), music(12.5, 20)], [], True),
        ([speech(0, 4), tone(Tone.BEEP, 4.5, 4.8)], [], True),
        ([music(0, 9), speech(9.2, 12), music(14.2, 20)], [], False),
        ([speech(0, 3), music(5, 20)], [says(4.0, 4.6)], False),
        (
            [speech(0, 2), speech(5, 8), music(9, 12), speech(12.5, 15), music(15.5, 20)],
            [says(3, 4.5)],
            False,
        ),
    ],
    ids=["between music", "before a beep", "after a wait", "spoken to", "in a talk"],
)
def test_only_what_is_surely_a_recording_may_be_learnt(pieces, acts, learnt):
    decide(pieces, acts, now_s=20, final=True)
    last = [piece for piece in pieces if piece.kind is SoundKind.SPEECH][-1]
    assert (last.speaker, last.confidence >= 0.8) == (RECORDING, learnt)
