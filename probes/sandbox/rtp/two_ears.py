from probes.sandbox.rtp.packet import Packet
from probes.sandbox.rtp.stream import Ear
from probes.sandbox.sip.sdp import Codec


class TwoEars:
    """Two listeners on one stream."""

    def __init__(self, *ears: Ear) -> None:
        self._ears = ears

    def hear(self, packet: Packet, codec: Codec, at_ns: int) -> None:
        """A packet of sound arrived."""
        for ear in self._ears:
            ear.hear(packet, codec, at_ns)

    def tick(self, at_ns: int) -> None:
        """Twenty milliseconds have passed."""
        for ear in self._ears:
            ear.tick(at_ns)
