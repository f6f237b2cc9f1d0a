from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from probes.errors import BadSettings
from probes.sandbox.behaviour import CentreBehaviour
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sound import SoundsSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreConfig:
    """Everything a centre's process needs to know, kept as one JSON document."""

    behaviour: CentreBehaviour
    sounds: SoundsSpec
    truth_path: Path
    seed: int
    host: str = "127.0.0.1"
    port: int = 0
    timers: Timers = field(default_factory=Timers)
    meters: bool = False
    """The truth also tells what arrives from the caller: sound, gaps, clicks."""

    @property
    def id(self) -> str:
        """What the process is known by."""
        return self.behaviour.id

    def to_json(self) -> bytes:
        """Write the document."""
        return _ADAPTER.dump_json(self)

    @classmethod
    def from_json(cls, text: bytes | str) -> "CentreConfig":
        """Read a document. Raises BadSettings naming what is wrong and where."""
        try:
            return _ADAPTER.validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise BadSettings(f"centre: {place}: {first['msg']}") from error


_ADAPTER = TypeAdapter(CentreConfig)
