import numpy as np
import pytest

from probes.phone.sound.rehearsal.voices import studio, studio_voices_missing, synthetic_music, tone
from probes.phone.sound.segment import SoundKind, Tone


def tones(segments):
    return [(s.detail["tone"], s) for s in segments if s.kind is SoundKind.TONE]


@pytest.mark.parametrize(
    ("hz", "cadence", "name"),
    [
        ((425.0,), (1.0, 4.0), Tone.RINGBACK),
        ((425.0,), (1.0, 5.0), Tone.RINGBACK),
        ((425.0,), (0.5, 0.5), Tone.BUSY),
        ((425.0,), (0.25, 0.25), Tone.BUSY),
        ((425.0,), (0.2, 0.2), Tone.CONGESTION),
        ((425.0,), (0.25, 0.75), Tone.CONGESTION),
        ((697.0, 1209.0), (0.1, 0.1), Tone.DTMF),
    ],
)
def test_cadences(hz, cadence, name, quiet, line, listen):
    segments = listen(line(quiet(0.5), tone(hz, cadence, 11.0), quiet(1.0)))
    [(found, segment)] = tones(segments)
    assert found == name
    assert segment.start_s == pytest.approx(0.5, abs=0.03)
    assert segment.detail["frequency_hz"] == pytest.approx(hz[0], abs=4)


def test_the_special_information_tone(quiet, line, listen):
    notes = [tone((hz,), (0.33, 9.0), 0.33) for hz in (950.0, 1400.0, 1800.0)]
    [(found, segment)] = tones(listen(line(quiet(0.5), *notes, quiet(2.0))))
    assert found == Tone.SIT
    assert (segment.start_s, segment.end_s) == pytest.approx((0.5, 1.49), abs=0.05)


@pytest.mark.parametrize("hz", [425.0, 1000.0, 1400.0])
def test_a_single_beep(hz, quiet, line, listen):
    [(found, segment)] = tones(listen(line(quiet(0.5), tone((hz,), (0.3, 9.0), 0.3), quiet(3.0))))
    assert found == Tone.BEEP
    assert (segment.start_s, segment.end_s) == pytest.approx((0.5, 0.8), abs=0.03)


@pytest.mark.parametrize("hz", [440.0, 1000.0, 1400.0])
def test_a_note_of_music_is_no_beep(hz, quiet, line, listen):
    note, music = tone((hz,), (0.3, 9.0), 0.3), synthetic_music(4)
    after = line(quiet(0.5), music[:16000], note, music[16000:40000], quiet(1.0))
    assert Tone.BEEP not in [name for name, _ in tones(listen(after))]
    alone = tones(listen(line(quiet(0.5), music[:16000], note, quiet(3.0))))
    assert Tone.BEEP in [name for name, _ in alone]


def test_ringing_is_named_while_it_rings(quiet, line):
    from probes.phone.sound.call_listener import CallListener

    listener = CallListener()
    told = listener.feed(line(quiet(0.5), tone((425.0,), (1.0, 4.0), 2.5)))
    assert (SoundKind.TONE, Tone.RINGBACK, None) in [(s.kind, s.detail.get("tone"), s.end_s) for s in told]
    listener.finish()


def test_noise_and_loud_voices_make_no_tone(espeak, quiet, line, listen):
    from probes.phone.sound.rehearsal.voices import noise, synthesised

    voices = [synthesised("Uu, nu skulle du ut i huset, du.", v) for v in ("sv+f2", "nb+m3", "fi+f4")]
    hiss = noise(4.0, 0.01, np.random.default_rng(3)).astype(np.int16)
    assert tones(listen(line(quiet(0.5), *voices, hiss))) == []


@pytest.mark.skipif(studio_voices_missing(), reason="asterisk-core-sounds are not installed")
def test_studio_voices_make_no_tone(line, listen):
    assert tones(listen(line(studio("en_US_f_Allison/demo-congrats")))) == []
