from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from probes.errors import BadSettings
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sound import SoundsSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopperConfig:
    """Everything a shopper's phone in a process of its own needs to know, as one JSON document."""

    habit: ShopperHabit
    sounds: SoundsSpec
    truth_path: Path
    seed: int
    host: str = "127.0.0.1"
    port: int = 0
    timers: Timers = field(default_factory=Timers)

    @property
    def id(self) -> str:
        """What the process is known by."""
        return self.habit.user

    def to_json(self) -> bytes:
        """Write the document."""
        return _ADAPTER.dump_json(self)

    @classmethod
    def from_json(cls, text: bytes | str) -> "ShopperConfig":
        """Read a document. Raises BadSettings naming what is wrong and where."""
        try:
            return _ADAPTER.validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise BadSettings(f"shopper's phone: {place}: {first['msg']}") from error


_ADAPTER = TypeAdapter(ShopperConfig)
