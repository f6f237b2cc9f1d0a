from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probes.phone.sound.call_listener import CallListener
from probes.phone.sound.listener import Listener
from probes.phone.sound.rehearsal.voices import (
    a_law,
    hold_music,
    hold_music_missing,
    noise,
    studio,
    studio_voices_missing,
    synthesised,
    synthetic_music,
    tone,
)
from probes.phone.sound.segment import SoundKind, Speaker

pytestmark = pytest.mark.usefixtures("espeak")


def kinds(segments):
    return [s.kind for s in segments]


def test_it_is_a_listener():
    listener: Listener = CallListener()
    assert listener.feed(np.zeros(0, dtype=np.int16)) == []
    assert listener.finish() == []


def test_speech_music_tone_and_silence_with_their_times(quiet, line, listen):
    voice = synthesised("Fjordvik kommune, du snakker med Kari.", "nb+f3")
    music = synthetic_music(4)[: 8000 * 6]
    segments = listen(line(quiet(1.0), voice, quiet(1.5), music, tone((425.0,), (0.5, 0.5), 4.0)))
    assert kinds(segments) == [
        SoundKind.SILENCE,
        SoundKind.SPEECH,
        SoundKind.SILENCE,
        SoundKind.MUSIC,
        SoundKind.TONE,
    ]
    spoken = 1.0 + len(voice) / 8000
    expected = [0.0, 1.0, spoken, spoken + 1.5, spoken + 7.5]
    assert [s.start_s for s in segments] == pytest.approx(expected, abs=0.1)
    assert segments[1].start_s == pytest.approx(1.0, abs=0.03)


def test_segments_leave_no_gaps_and_do_not_overlap(quiet, line, listen):
    voice = synthesised("Det koster fire hundre kroner i året.", "nb+m3")
    segments = listen(line(quiet(0.4), voice, synthetic_music(7)[:30000], voice, quiet(2.0)))
    assert segments[0].start_s == 0.0
    for earlier, later in pairwise(segments):
        assert earlier.end_s == pytest.approx(later.start_s, abs=0.011)


@pytest.mark.parametrize("voice", ["nb", "nb+f3", "sv+m3", "da+f2", "fi+m5", "en-gb+f4"])
@pytest.mark.parametrize("level", [0.0002, 0.004])
def test_onset_of_a_voice(voice, level, quiet, line, listen):
    spoken = synthesised("God dag, du snakker med Ola.", voice)
    segments = listen(line(quiet(1.0), spoken, quiet(1.0), level=level))
    [speech] = [s for s in segments if s.kind is SoundKind.SPEECH]
    assert speech.start_s == pytest.approx(1.0, abs=0.1)


@pytest.mark.skipif(studio_voices_missing(), reason="asterisk-core-sounds are not installed")
@pytest.mark.parametrize(
    "name", ["it_IT_m_Carlo/vm-intro", "fr_CA_f_June/vm-intro", "ru_RU_f_IvrvoiceRU/vm-intro"]
)
def test_onset_of_a_real_voice_after_music(name, quiet, line, listen):
    music = synthetic_music(11)[: 8000 * 5]
    segments = listen(line(music, quiet(0.4), studio(name), quiet(1.0)))
    first = next(s for s in segments if s.kind is SoundKind.SPEECH)
    assert first.start_s == pytest.approx(5.4, abs=0.15)


@pytest.mark.skipif(hold_music_missing(), reason="asterisk-moh-opsound is not installed")
@pytest.mark.parametrize(
    "name",
    ["macroform-cold_day", "macroform-the_simplicity", "manolo_camp-morning_coffee", "reno_project-system"],
)
def test_real_hold_music_is_music_and_nothing_else(name, line, listen):
    segments = listen(line(hold_music(name)[8000 * 20 : 8000 * 50]))
    music = sum(s.end_s - s.start_s for s in segments if s.kind is SoundKind.MUSIC)
    assert music > 27
    assert [s for s in segments if s.kind is SoundKind.SPEECH and s.end_s - s.start_s > 0.8] == []


def test_a_dead_line_and_a_noisy_one_are_silence(quiet, listen, rng):
    hiss = a_law(noise(4.0, 0.003, rng))
    assert kinds(listen(np.concatenate([quiet(3.0), hiss, quiet(2.0)]))) == [SoundKind.SILENCE]


def test_the_beginning_of_speech_is_told_within_half_a_second(quiet, line):
    listener = CallListener()
    sound = line(
        synthetic_music(4)[: 8000 * 4], quiet(0.3), synthesised("Kundeservice, dette er Liv.", "nb+f2")
    )
    heard_at = None
    for at in range(0, len(sound), 256):
        for segment in listener.feed(sound[at : at + 256]):
            if segment.kind is SoundKind.SPEECH and heard_at is None:
                heard_at = (at + 256) / 8000
                assert segment.detail["speaker"] == Speaker.UNDECIDED
                assert segment.end_s is None
    listener.finish()
    assert heard_at is not None
    assert 4.3 < heard_at < 4.3 + 0.2 + 0.16 + 0.1


def test_the_end_of_speech_is_told_within_three_quarters_of_a_second(quiet, line):
    listener = CallListener()
    voice = synthesised("Det er {0}.", "nb+f2")
    sound = line(quiet(0.5), voice, quiet(2.0))
    ended = 0.5 + len(voice) / 8000
    told = None
    for at in range(0, len(sound), 256):
        for segment in listener.feed(sound[at : at + 256]):
            if segment.kind is SoundKind.SPEECH and segment.end_s is not None and told is None:
                told = (at + 256) / 8000
    listener.finish()
    assert told is not None
    assert told - ended < 0.75


def _call(seed: int):
    from probes.phone.sound.rehearsal.centre import Centre
    from probes.phone.sound.rehearsal.play import play_call

    return play_call(Centre(seed), "ringback_person", np.random.default_rng(seed))


CALL = None


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.integers(1, 9000), min_size=1, max_size=12))
def test_chunks_of_any_size_are_heard_alike(steps):
    global CALL  # noqa: PLW0603
    CALL = CALL or _call(3)
    sound = CALL.sound[: 8000 * 12]
    whole, parts = CallListener(), CallListener()
    whole.feed(sound)
    at = number = 0
    while at < len(sound):
        step = steps[number % len(steps)]
        parts.feed(sound[at : at + step])
        at, number = at + step, number + 1
    assert parts.finish() == whole.finish()
    assert parts.features() == whole.features()
