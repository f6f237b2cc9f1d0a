from dataclasses import dataclass

from probes.phone.conversation.ear import Ears
from probes.phone.line import Lines
from probes.phone.sound.memory import FingerprintMemory
from probes.phone.speech import Voice


@dataclass(frozen=True, slots=True)
class Means:
    """What calls are made with, shared by all calls of a process.

    `lines` carries them, `ears` hears them, `voice` speaks, `memory` knows the touchpoints' recordings.
    """

    lines: Lines
    ears: Ears
    voice: Voice
    memory: FingerprintMemory
