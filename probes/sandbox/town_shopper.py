from probes.sandbox.behaviour import Wait
from probes.sandbox.shopper_phone import ShopperHabit

SHOPPER_ADDRESS = "+4710550001"
"""The number of the town's own shopper, in a series that is assigned to nobody."""

TOWN_SHOPPER = ShopperHabit(
    user="shopper",
    rings=Wait(0.8, 1.8),
    voice="silje-f5",
    listens=True,
    pauses=Wait(0.3, 0.8),
)
"""The town's own shopper: an invented colleague who takes the call, listens, and talks when it is quiet."""
