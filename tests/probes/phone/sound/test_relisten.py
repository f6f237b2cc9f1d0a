import numpy as np
import pytest

from probes.errors import BadDocument
from probes.phone.sound.features import unpack_features
from probes.phone.sound.rehearsal.centre import Centre
from probes.phone.sound.rehearsal.play import play_call
from probes.phone.sound.rehearsal.score import hear
from probes.phone.sound.relisten import relisten
from probes.phone.sound.segment import SoundKind


@pytest.mark.usefixtures("espeak")
def test_a_call_heard_again_from_its_features_is_decided_alike():
    call = play_call(Centre(5), "queue", np.random.default_rng(5))
    listener, segments = hear(call)
    features = listener.features()
    assert len(features) < 2500 * len(call.sound) / 8000
    again = relisten(features)
    first = [(s.start_s, s.detail["speaker"]) for s in segments if s.kind is SoundKind.SPEECH]
    second = [(p.start_s, p.speaker.value) for p in again if p.kind is SoundKind.SPEECH]
    assert [who for _, who in first] == [who for _, who in second]
    assert [at for at, _ in first] == pytest.approx([at for at, _ in second], abs=0.03)


def test_features_of_another_kind_are_refused():
    with pytest.raises(BadDocument, match="not readable"):
        unpack_features(b"no archive at all")
