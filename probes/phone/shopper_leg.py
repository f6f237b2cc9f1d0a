from probes.phone.conversation.call import Call
from probes.phone.line import SignalKind

_RINGS = 2
"""How often the shopper's phone is rung while nobody waits; once more when a person does."""

_AGAIN_S = 3.0
"""A phone that was declined, or hung up, is left alone for so long (project's own choice)."""


class ShopperLeg:
    """The shopper's phone as the second leg of our call: rung, up, gone, rung again.

    What it does is read from the scene's signals, so that nothing is missed between two looks.
    """

    def __init__(self, call: Call, address: str) -> None:
        self._call = call
        self._address = address
        self.rings = 0
        self.settled = True
        """False while an order to ring is on its way to the engine."""

    @property
    def up(self) -> bool:
        """True while the shopper is on the line."""
        return self._last(SignalKind.ANSWERED) > self._last(SignalKind.ENDED)

    @property
    def ringing(self) -> bool:
        """True from our INVITE until the shopper answers or the ringing ends."""
        begun = self._last(SignalKind.INVITE_SENT)
        return self.rings > 0 and not self.up and (not self.settled or begun > self._last(SignalKind.ENDED))

    @property
    def vanished(self) -> bool:
        """True if the phone did not hang up, but was heard of no more."""
        ends = [s for s in self._call.scene.signals if s.kind is SignalKind.ENDED and s.leg == "shopper"]
        return bool(ends) and not self.up and ends[-1].detail.get("by") == "network"

    def may_ring(self, *, needed: bool) -> bool:
        """Say whether it is time to ring; `needed`: somebody seems to be on the line already."""
        if self.up or self.ringing or self.rings >= _RINGS + needed:
            return False
        return self._call.scene.now - self._last(SignalKind.ENDED) / 1e9 >= _AGAIN_S

    @property
    def hopeless(self) -> bool:
        """True when the phone has been rung as often as it will be."""
        return self.rings > _RINGS and not self.up and not self.ringing

    async def ring(self) -> None:
        """Ring it. Raises NotAllowed or BadSettings for an address that cannot be rung, `Over`."""
        self.rings += 1
        self.settled = False
        before = max(self._last(SignalKind.INVITE_SENT), self._last(SignalKind.ENDED))
        try:
            await self._call.line.ring_shopper(self._address)
            await self._call.scene.until(
                lambda: self._last(SignalKind.INVITE_SENT, SignalKind.ENDED) > before,
                by=self._call.scene.now + 1.0,
            )
        finally:
            self.settled = True

    def _last(self, *kinds: SignalKind) -> int:
        found = [s.at_ns for s in self._call.scene.signals if s.kind in kinds and s.leg == "shopper"]
        return found[-1] if found else -1
