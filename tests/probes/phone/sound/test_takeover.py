"""Where a person takes over from a recording, on synthetic features: no sound, known voices and lines."""

import numpy as np
import pytest

from probes.phone.sound.frames import Frames
from probes.phone.sound.line_floor import line_floor
from probes.phone.sound.pauses import pauses
from probes.phone.sound.takeover import find_takeover
from probes.phone.sound.track import Track
from probes.phone.sound.voice_frames import how_far, voice_frames


class Telling:
    """Writes a track: voices are clusters of spectra, lines have a level between the words."""

    def __init__(self, rng):
        self.rng = rng
        self.track = Track()
        # Ten "vowels" a voice, as far apart as its speakers are.
        self.voices = {name: rng.normal(0, 5, (10, 16)) for name in ("recorded", "person")}
        self.pitches = {"recorded": 210.0, "person": 120.0}

    def _append(self, level, bands, pitch):
        count = len(level)
        zeros = np.zeros(count, dtype=np.float32)
        made = dict.fromkeys(("first_share", "tone_share", "tone_hz", "second_hz", "constancy"), zeros)
        frames = Frames(level=level, bands=bands, pitch_hz=pitch, **made)
        self.track.append(frames, (pitch > 0).astype(np.float32))

    def quiet(self, count, level):
        """Silence of a line of that level."""
        levels = self.rng.normal(level, 0.3, count).astype(np.float32)
        self._append(levels, np.full((count, 16), -75, np.float32), np.zeros(count, np.float32))

    def says(self, who, count, *, line):
        """Words of 30 frames with 3 frames of the line's own level between them."""
        begin = self.track.count
        while self.track.count - begin < count:
            vowel = self.voices[who][self.rng.integers(10)]
            bands = (-30 + vowel + self.rng.normal(0, 1, (30, 16))).astype(np.float32)
            pitch = np.full(30, self.pitches[who], np.float32)
            self._append(np.full(30, -20, np.float32), bands, pitch)
            self.quiet(3, line)
        return begin, self.track.count - 3


@pytest.fixture
def telling(rng):
    return Telling(rng)


def test_another_voice_and_another_line_after_a_pause_are_a_takeover(telling):
    recorded = telling.says("recorded", 300, line=-72)
    telling.quiet(60, -60)
    first = telling.says("recorded", 240, line=-72)
    telling.quiet(30, -60)
    begins = telling.track.count
    greeting = telling.says("person", 240, line=-60)
    telling.quiet(200, -60)
    answers = [telling.says("person", 400, line=-60)]
    place = find_takeover(telling.track, [(first[0], greeting[1])], answers, [recorded])
    assert place is not None
    assert abs(place[1] - begins) <= 2
    doubted = find_takeover(telling.track, [(first[0], greeting[1])], answers, [recorded], doubt=99.0)
    assert doubted is None


def test_music_between_two_pieces_may_be_the_place(telling):
    recorded = telling.says("recorded", 300, line=-72)
    telling.quiet(100, -72)
    first = telling.says("recorded", 240, line=-72)
    loud = np.full(60, -28, np.float32)
    telling._append(loud, np.full((60, 16), -40, np.float32), np.zeros(60, np.float32))
    second = telling.says("person", 240, line=-72)
    telling.quiet(200, -72)
    answers = [telling.says("person", 400, line=-72)]
    place = find_takeover(telling.track, [first, second], answers, [recorded])
    assert place is not None
    assert (first[1] - 2 <= place[0], place[1]) == (True, second[0])


def test_one_person_who_pauses_is_no_takeover(telling):
    recorded = telling.says("recorded", 300, line=-72)
    telling.quiet(60, -60)
    first = telling.says("person", 200, line=-60)
    telling.quiet(50, -60)
    more = telling.says("person", 200, line=-60)
    telling.quiet(200, -60)
    answers = [telling.says("person", 400, line=-60)]
    assert find_takeover(telling.track, [(first[0], more[1])], answers, [recorded]) is None
    assert find_takeover(telling.track, [(first[0], more[1])], answers, []) is None


def test_too_little_to_tell_is_no_takeover(telling):
    first = telling.says("person", 60, line=-60)
    telling.quiet(200, -60)
    answers = [telling.says("person", 60, line=-60)]
    assert find_takeover(telling.track, [first], answers, []) is None


def test_a_voice_is_near_to_itself_whatever_it_says(telling):
    spans = {who: [telling.says(who, 300, line=-60) for _ in range(2)] for who in ("person", "recorded")}
    person, again = (voice_frames(telling.track, [span]) for span in spans["person"])
    other = voice_frames(telling.track, spans["recorded"])
    assert how_far(again, person).mean() * 2 < how_far(other, person).mean()
    assert len(voice_frames(telling.track, []).at) == 0


def test_the_floor_of_a_line_is_what_lies_between_the_words(telling):
    person = telling.says("person", 300, line=-60)
    recorded = telling.says("recorded", 300, line=-72)
    lost = telling.track.count
    telling.quiet(100, -100)
    floors = [line_floor(telling.track, [span]) for span in (person, recorded)]
    assert floors == pytest.approx([-60, -72], abs=1.0)
    assert line_floor(telling.track, [(lost, lost + 100)]) is None
    assert line_floor(telling.track, []) is None


def test_pauses_of_any_length_are_found(telling):
    begin, end = telling.says("person", 150, line=-60)
    assert pauses(telling.track, begin, end) == []
    assert [b - a for a, b in pauses(telling.track, begin, end, least=2)] == [3, 3, 3, 3]
