from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timers:
    """The base timers of RFC 3261, table 4, in seconds. Tests shorten them."""

    t1: float = 0.5
    """Estimate of the round trip: first retransmission."""
    t2: float = 4.0
    """Longest interval between retransmissions of a non-INVITE request or an INVITE response."""
    t4: float = 5.0
    """How long a message may stay in the network."""

    @property
    def give_up(self) -> float:
        """64*T1: timers B, F, H, L and the wait for an ACK."""
        return 64 * self.t1
