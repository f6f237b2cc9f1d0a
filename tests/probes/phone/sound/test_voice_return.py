import numpy as np
import pytest

from probes.phone.sound.rehearsal.centre import Centre
from probes.phone.sound.rehearsal.play import play_call
from probes.phone.sound.rehearsal.score import hear

pytestmark = pytest.mark.usefixtures("espeak")


def voices_after_waits(kind, seed):
    call = play_call(Centre(seed), kind, np.random.default_rng(seed))
    return [s.detail["same_voice"] for s in hear(call)[1] if "same_voice" in s.detail]


def test_the_same_person_is_back_from_hold():
    assert [voices_after_waits("hold", seed) for seed in (31, 34)] == [[True], [True]]


def test_another_person_answers_after_music():
    assert [voices_after_waits("transfer_music", seed) for seed in (31, 34)] == [[False], [False]]


def test_before_the_first_person_nobody_returns():
    assert voices_after_waits("endless_queue", 31) == []
