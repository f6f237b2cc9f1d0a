import pytest

from probes.errors import BadSettings
from probes.phone.sound.call_listener import CallListener
from probes.phone.sound.listeners import listener_of


def test_the_own_detector_is_always_there():
    assert listener_of() is CallListener


def test_an_unknown_detector_is_one_sentence():
    with pytest.raises(BadSettings, match=r"^listener: there is no detector 'owl' \(known: .*call"):
        listener_of("owl")
