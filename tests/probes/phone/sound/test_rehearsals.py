"""A seeded part of the rehearsals. All of it: `python -m probes.phone.sound.rehearsal`."""

import numpy as np
import pytest

from probes.phone.sound.rehearsal.centre import Centre
from probes.phone.sound.rehearsal.play import KINDS, play_call
from probes.phone.sound.rehearsal.score import Score, hear

pytestmark = pytest.mark.usefixtures("espeak")

PLAIN = (
    "queue",
    "direct",
    "menu_direct",
    "ringback_person",
    "transfer_ringback",
    "voicemail",
    "night",
    "busy",
)


def test_at_centres_never_heard_before_no_recording_is_a_person_and_none_is_missed():
    score = Score()
    for seed, kind in enumerate(PLAIN, start=40):
        call = play_call(Centre(seed), kind, np.random.default_rng(seed))
        score.add(call, hear(call)[1])
    assert (score.recording_as_person, score.person_missed) == (0, 0)
    assert np.median(np.abs(score.person_errors_s)) < 0.05
    assert score.percentile(80) <= 300


def test_at_a_centre_heard_before_the_first_word_is_exact():
    centre = Centre(11)
    known = {}
    for seed, kind in ((5, "endless_queue"), (8, "queue"), (1, "night")):
        listener, _ = hear(play_call(centre, kind, np.random.default_rng(seed)), tuple(known.values()))
        known |= {one.id: one for one in listener.learnable()}
    score = Score()
    for seed, kind in ((3, "queue"), (4, "early_agent"), (5, "menu_direct")):
        call = play_call(centre, kind, np.random.default_rng(seed))
        score.add(call, hear(call, tuple(known.values()))[1])
    assert (score.recording_as_person, score.person_missed) == (0, 0)
    assert score.percentile(100) <= 300


@pytest.mark.proof
@pytest.mark.timeout(600)
def test_all_kinds_of_calls():
    score = Score()
    for seed in range(2 * len(KINDS)):
        call = play_call(
            Centre(seed, studio_voices=seed % 2 == 1), KINDS[seed % len(KINDS)], np.random.default_rng(seed)
        )
        score.add(call, hear(call)[1])
    assert (score.recording_as_person, score.person_missed) == (0, 0)
    assert score.percentile(50) < 20
