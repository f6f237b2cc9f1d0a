import numpy as np
import pytest

from probes.phone.sound.call_listener import CallListener
from probes.phone.sound.frames import Frames
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.prints import fingerprint_of
from probes.phone.sound.recall import Following, Recaller
from probes.phone.sound.rehearsal.voices import synthesised, synthetic_music
from probes.phone.sound.segment import SoundKind, Speaker
from probes.phone.sound.shelf import Shelf
from probes.phone.sound.track import Track

pytestmark = pytest.mark.usefixtures("espeak")

WELCOME = "Velkommen til Fjordvik kommune. Samtalen kan bli tatt opp for å bedre tjenesten vår."
POSITION = "Du er nå nummer to i køen. Vi svarer deg så snart vi kan."


@pytest.fixture
def welcome():
    return synthesised(WELCOME, "nb+f3")


@pytest.fixture
def known(welcome, quiet, line, listen) -> tuple[Fingerprint, ...]:
    """What was learnt from a first call: a welcome, then music."""
    listener = CallListener()
    listener.feed(line(quiet(0.4), welcome, quiet(0.5), synthetic_music(4)[: 8000 * 5]))
    listener.finish()
    learnt = tuple(listener.learnable())
    assert len(learnt) >= 1
    return learnt


def speech(segments):
    return [s for s in segments if s.kind is SoundKind.SPEECH]


def test_a_recording_is_known_in_the_next_call(known, welcome, quiet, line, listen):
    segments = listen(line(quiet(1.3), welcome, quiet(2.0), level=0.0015), known=known)
    assert {s.detail["speaker"] for s in speech(segments)} == {Speaker.RECORDING}
    assert {s.detail["prompt"] for s in speech(segments)} <= {one.id for one in known}


def test_it_is_known_live_before_it_ends(known, welcome, quiet, line):
    listener = CallListener(known)
    told = listener.feed(line(quiet(0.4), welcome)[: 8000 * 3])
    listener.finish()
    assert (Speaker.RECORDING, ("heard_before",)) in [
        (s.detail["speaker"], tuple(s.detail["reasons"])) for s in speech(told)
    ]


def test_it_is_known_when_joined_in_the_middle(known, welcome, quiet, line, listen):
    segments = listen(line(quiet(0.3), welcome[7200:], quiet(2.0)), known=known)
    assert speech(segments)[0].detail["speaker"] == Speaker.RECORDING


def test_a_person_who_begins_before_it_ends_begins_where_it_is_left(known, welcome, quiet, line, listen):
    cut = welcome[: int(len(welcome) * 0.6)]
    person = synthesised("Ja, hei, Ola her, hva gjelder det?", "nb+m3", 150)
    listener = CallListener(known)
    answer = synthesised("Ja, det kan du godt gjøre, men du må søke først.", "nb+m3", 140)
    sound = line(quiet(0.4), cut, person, quiet(4.5), answer, quiet(2.0))
    listener.feed(sound)
    first_word = 0.4 + len(cut) / 8000
    listener.caller_speaks(first_word + len(person) / 8000 + 1.0, first_word + len(person) / 8000 + 4.0)
    segments = listener.finish()
    first = next(s for s in speech(segments) if s.detail["speaker"] == Speaker.PERSON)
    assert first.start_s == pytest.approx(first_word, abs=0.2)


def test_the_same_words_of_the_same_voice_at_another_pace_are_not_the_recording(known, quiet, line, listen):
    again = synthesised(WELCOME, "nb+f3", 150, 58)
    segments = listen(line(quiet(0.4), again, quiet(2.0)), known=known)
    assert [s.detail.get("prompt") for s in speech(segments)] == [None] * len(speech(segments))


def test_whether_a_start_is_new_is_told_within_half_a_second(known, welcome, quiet, line):
    def told(voice):
        listener = CallListener(known)
        segments = listener.feed(line(quiet(0.4), voice)[: int(8000 * 1.1)])
        listener.finish()
        return [s.detail.get("new") for s in speech(segments)][-1]

    assert told(welcome) is False
    assert told(synthesised("God dag, hva kan jeg hjelpe deg med?", "nb+m3")) is True


def test_a_position_message_is_known_again_in_the_same_call(quiet, line, listen):
    message = synthesised(POSITION, "nb+f2")
    music = synthetic_music(9)[: 8000 * 4]
    segments = speech(listen(line(music, message, quiet(2.0), message, quiet(1.0))))
    assert {s.detail["speaker"] for s in segments} == {Speaker.RECORDING}
    assert {tuple(s.detail["reasons"]) for s in segments} == {("heard_again",)}


def test_a_person_is_never_learnt(quiet, line):
    greeting = synthesised("Servicetorget, du snakker med Ingrid, vær så god.", "nb+f4")
    answer = synthesised("Ja, det kan du godt gjøre. Skjemaet ligger på nettsiden vår.", "nb+f4")
    listener = CallListener()
    listener.feed(line(synthetic_music(4)[: 8000 * 4], quiet(0.5), greeting, quiet(3.5), answer, quiet(2.0)))
    said = 4.5 + len(greeting) / 8000
    listener.caller_speaks(said + 0.9, said + 3.0)
    segments = listener.finish()
    assert {s.detail["speaker"] for s in speech(segments)} == {Speaker.PERSON}
    assert [one for one in listener.learnable() if one.heard] == []


def test_a_fingerprint_is_the_same_on_every_machine():
    bands = np.full((120, 16), -40.4, dtype=np.float32)
    one = fingerprint_of(bands)
    assert one == one
    assert one.id == fingerprint_of(bands + 0.01).id
    assert one.bands[0, 0] == -40.5


def test_an_empty_shelf_and_a_silent_query_find_nothing():
    assert Shelf().find(np.full((150, 16), -40, dtype=np.float32)) is None
    shelf = Shelf((fingerprint_of(np.random.default_rng(1).normal(-40, 9, (400, 16)).astype(np.float32)),))
    assert shelf.find(np.full((150, 16), -75, dtype=np.float32)) is None


def test_a_query_is_found_at_its_place():
    recording = np.random.default_rng(2).normal(-40, 9, (900, 16)).astype(np.float32)
    shelf = Shelf((fingerprint_of(recording),))
    match = shelf.find(recording[333:483])
    assert match is not None
    assert (match.offset, match.score) == (333, pytest.approx(1.0, abs=0.01))
    start = shelf.find(recording[12:162], from_start=True)
    assert start is not None
    assert start.offset == 12


def bands_of(seed: int, frames: int) -> np.ndarray:
    """Sound like no other: every frame's energies drawn anew."""
    return np.random.default_rng(seed).normal(-40, 9, (frames, 16)).astype(np.float32)


def recaller(heard: np.ndarray, *known: np.ndarray) -> Recaller:
    track = Track()
    zeros = dict.fromkeys(
        ("pitch_hz", "first_share", "tone_share", "tone_hz", "second_hz", "constancy"),
        np.zeros(len(heard), dtype=np.float32),
    )
    track.append(Frames(level=heard.max(axis=1), bands=heard, **zeros))
    return Recaller(track, tuple(fingerprint_of(one) for one in known))


def test_a_recording_cut_short_in_each_call_is_followed_from_copy_to_copy():
    whole = bands_of(1, 600)
    copies = [
        np.vstack([whole[:end], bands_of(end, 200)]) for end in (180, 110, 320)
    ]  # what the memory holds ends with the words of whoever cut it short
    heard = np.vstack([whole[:290], bands_of(9, 200)])
    ear, following = recaller(heard, *copies), Following(0)
    for end in range(10, len(heard) + 1, 10):
        ear.follow(following, end)
    assert following.left_at == pytest.approx(290, abs=6)
    alone, following = recaller(heard, copies[0]), Following(0)
    for end in range(10, len(heard) + 1, 10):
        alone.follow(following, end)
    assert following.left_at == pytest.approx(180, abs=6)


def test_a_copy_that_ends_goes_on_in_a_longer_one_though_little_was_heard():
    whole = bands_of(1, 400)
    heard = np.vstack([whole[:300], bands_of(9, 100)])
    ear, following = recaller(heard, whole[:160], whole[:330]), Following(0)
    for end in range(10, len(heard) + 1, 10):
        ear.follow(following, end)
    assert following.left_at == pytest.approx(300, abs=6)


def test_a_passage_is_found_wherever_it_stands():
    whole = bands_of(1, 500)
    heard = np.vstack([bands_of(2, 133), whole[60:400], bands_of(3, 150)])
    found = recaller(heard, bands_of(4, 300), whole).find_inside(0, len(heard))
    assert found is not None
    assert found.start == pytest.approx(133, abs=16)
    assert found.left_at == pytest.approx(473, abs=6)
    assert recaller(heard, bands_of(4, 300)).find_inside(0, len(heard)) is None


def test_a_recording_that_slips_goes_on_and_another_sound_does_not():
    whole = bands_of(1, 400)
    heard = np.vstack([whole[:200], whole[207:300], bands_of(9, 100)])
    ear, following = recaller(heard, whole), Following(0)
    for end in range(10, len(heard) + 1, 10):
        ear.follow(following, end)
    assert following.left_at == pytest.approx(200, abs=6)
    again = ear.goes_on_after(following, 200, len(heard))
    assert again is not None
    assert (again.shift, again.left_at) == (7, pytest.approx(293, abs=6))
    assert ear.goes_on_after(following, 310, len(heard)) is None


@pytest.mark.parametrize(("off_db", "sure"), [(1.0, True), (3.4, False)])
def test_what_is_alike_for_a_second_only_is_a_recording_if_it_is_in_step(off_db, sure):
    whole = bands_of(1, 130)
    alike = np.random.default_rng(2).choice([-off_db, off_db], whole.shape).astype(np.float32)
    heard = np.vstack([whole[:115] + alike[:115], bands_of(9, 100)])
    ear, following = recaller(heard, np.vstack([whole[:115], bands_of(8, 200)])), Following(0)
    for end in range(10, len(heard) + 1, 10):
        ear.follow(following, end)
    assert following.left_at == pytest.approx(115, abs=6)
    assert following.apart == pytest.approx(off_db, abs=0.4)
    assert ear.sure(following) is sure
