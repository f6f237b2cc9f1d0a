"""What the ear heard, written down as events."""

import pytest

from probes.event import EventKind
from probes.phone.aftermath import record_sound
from probes.phone.conversation.heard import Heard
from probes.phone.sound.segment import SoundKind


class Written:
    """Minutes that only collect."""

    def __init__(self):
        self.events = []

    def event(self, kind, source, *, at_ns=None, confidence=1.0, detail=None):
        self.events.append((kind, detail))


@pytest.mark.parametrize("same", [True, False])
def test_whether_a_voice_is_back_is_kept_even_if_it_is_not(same):
    minutes = Written()
    detail = {"speaker": "person", "reasons": [], "same_voice": same, "new": True}
    record_sound(minutes, [Heard(SoundKind.SPEECH, 1.0, 2.0, 0.9, detail)])
    kept = {"speaker": "person", "same_voice": same}
    assert minutes.events == [
        (EventKind.SPEECH_STARTED, kept),
        (EventKind.SPEECH_ENDED, kept),
        (EventKind.PERSON_ANSWERED, {}),
    ]
