import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal

Transport = Literal["udp", "tcp", "tls"]
Srtp = Literal["off", "optional", "required"]
KeyMethod = Literal["auto", "rfc4733", "info", "inband"]


@dataclass(frozen=True, slots=True)
class Trunk:
    """How calls leave this machine: one SIP trunk or account. The default serves loopback only.

    `registrar` empty means an IP trunk without registration. `caller` is the From address,
    `asserted_identity` an optional P-Asserted-Identity. `number_uri` turns a number into an address
    (`{number}`), `directory` maps numbers to addresses before it. `session_timer_s` and
    `keep_alive_s` are seconds, 0 is off. `rtp_ports` is the range of UDP ports for sound. `country`
    (ISO 3166) is where short numbers are dialled.
    The password never appears in a repr, a log or a trace.
    """

    name: str = "loopback"
    transport: Transport = "udp"
    registrar: str = ""
    proxy: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    caller: str = "sip:svartid@127.0.0.1"
    asserted_identity: str = ""
    srtp: Srtp = "off"
    codecs: tuple[str, ...] = ("PCMA", "PCMU", "G722")
    session_timer_s: int = 1800
    keep_alive_s: int = 15
    keys: KeyMethod = "auto"
    bind: str = "127.0.0.1"
    public_address: str = ""
    rtp_ports: tuple[int, int] = (10000, 30000)
    number_uri: str = ""
    directory: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ca_file: str = ""
    verify: bool = True
    country: str = "NO"

    def over_transport(self, uri: str) -> str:
        """Return a host or SIP address as an address that is reached over this trunk's transport."""
        uri = uri if uri.startswith(("sip:", "sips:")) else f"sip:{uri}"
        if self.transport == "udp" or "transport=" in uri or uri.startswith("sips:"):
            return uri
        address, mark, headers = uri.partition("?")
        return f"{address};transport={self.transport}{mark}{headers}"

    def proxy_uri(self) -> str:
        """Return the outbound proxy as a loose route, with the trunk's transport."""
        uri = self.over_transport(self.proxy)
        return uri if ";lr" in uri else uri + ";lr"

    def gateways(self) -> tuple[str, ...]:
        """Return the hosts of this trunk, through which numbers are reached."""
        addresses = (self.proxy, self.registrar, self.number_uri)
        return tuple(
            re.sub(r"^sips?:", "", address.rpartition("@")[2] or address).split(";")[0]
            for address in addresses
            if address
        )

    def to_wire(self) -> dict[str, Any]:
        """Return plain values for the private socket to a worker, the password among them."""
        return {name.name: getattr(self, name.name) for name in fields(self) if name.name != "directory"}

    @classmethod
    def from_wire(cls, values: dict[str, Any]) -> "Trunk":
        """Build the trunk again in the worker."""
        return cls(**{**values, "codecs": tuple(values["codecs"]), "rtp_ports": tuple(values["rtp_ports"])})
