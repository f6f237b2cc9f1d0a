"""Session descriptions (RFC 8866) and the answer to an offer (RFC 3264), for one audio stream of G.711."""

import re
from dataclasses import dataclass, replace
from ipaddress import IPv4Address
from typing import Literal, Self

from probes.errors import BadMessage
from probes.sandbox.sip.text import number

Codec = Literal["PCMA", "PCMU"]
Direction = Literal["sendrecv", "sendonly", "recvonly", "inactive"]

_STATIC: dict[int, Codec] = {0: "PCMU", 8: "PCMA"}
_NUMBER: dict[Codec, int] = {"PCMU": 0, "PCMA": 8}
_SEEN_FROM_HERE: dict[Direction, Direction] = {
    "sendrecv": "sendrecv",
    "sendonly": "recvonly",
    "recvonly": "sendonly",
    "inactive": "inactive",
}


@dataclass(frozen=True, slots=True)
class Media:
    """The audio of one side: where it listens and what it understands.

    `codecs` in order of preference; `keys` is the payload type of telephone-event or None. A port of 0
    means that the stream is refused. `direction` is that side's own.
    """

    host: str
    port: int
    codecs: tuple[tuple[int, Codec], ...]
    keys: int | None = None
    direction: Direction = "sendrecv"
    sections: tuple[str, ...] = ()
    """The m= lines of an offer in order, so that an answer can refuse the others; `audio` marks ours."""

    @property
    def held(self) -> bool:
        """True if that side does not want to hear us (hold, RFC 3264, section 8.4)."""
        return self.direction in ("sendonly", "inactive") or self.host == "0.0.0.0"  # noqa: S104

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read the first usable audio stream. Raises BadMessage if there is none."""
        lines = _lines(body)
        host, direction, sections, found = "", "sendrecv", [], None
        section: _Section | None = None
        for kind, value in lines:
            if kind == "m":
                section = _Section.begin(value)
                ours = section.usable and found is None
                sections.append("audio" if ours else value)
                found = section if ours else found
            elif kind == "c":
                address = _address(value)
                if section is None:
                    host = address
                else:
                    section.host = address
            elif kind == "a" and section is not None:
                section.attribute(value)
            elif kind == "a" and value in _SEEN_FROM_HERE:
                direction = value
        if found is None or not (found.host or host):
            raise BadMessage("no audio stream with an address in the session description")
        return cls(
            host=found.host or host,
            port=found.port,
            codecs=found.codecs(),
            keys=found.keys(),
            direction=_direction(found.direction or direction),
            sections=tuple(sections),
        )

    def answer(self, *, host: str, port: int, accepted: tuple[Codec, ...]) -> "Media | None":
        """Return our answer to this offer, or None if there is no common codec (488)."""
        common = [pair for pair in self.codecs if pair[1] in accepted]
        common.sort(key=lambda pair: accepted.index(pair[1]))
        if not common:
            return None
        return Media(
            host=host,
            port=port,
            codecs=(common[0],),
            keys=self.keys,
            direction=_SEEN_FROM_HERE[self.direction],
            sections=self.sections,
        )

    def with_direction(self, direction: Direction) -> "Media":
        """Return the same media with another direction."""
        return replace(self, direction=direction)

    def to_body(self, *, session: int, version: int) -> bytes:
        """Write the session description; `session` and `version` go into the o= line."""
        lines = [
            "v=0",
            f"o=town {session} {version} IN IP4 {self.host}",
            "s=-",
            f"c=IN IP4 {self.host}",
            "t=0 0",
        ]
        for section in self.sections or ("audio",):
            if section == "audio":
                lines += self._audio_lines()
            else:
                kind, _, profile, *formats = section.split()
                lines.append(f"m={kind} 0 {profile} {' '.join(formats)}")
        return ("\r\n".join(lines) + "\r\n").encode()

    def _audio_lines(self) -> list[str]:
        formats = [number for number, _ in self.codecs] + ([] if self.keys is None else [self.keys])
        lines = [f"m=audio {self.port} RTP/AVP {' '.join(map(str, formats))}"]
        lines += [f"a=rtpmap:{number} {codec}/8000" for number, codec in self.codecs]
        if self.keys is not None:
            lines += [f"a=rtpmap:{self.keys} telephone-event/8000", f"a=fmtp:{self.keys} 0-16"]
        return [*lines, "a=ptime:20", f"a={self.direction}"]


def own_offer(*, host: str, port: int, codecs: tuple[Codec, ...], direction: Direction = "sendrecv") -> Media:
    """Return an offer of ours, telephone-event as 101."""
    return Media(
        host=host,
        port=port,
        codecs=tuple((_NUMBER[codec], codec) for codec in codecs),
        keys=101,
        direction=direction,
    )


@dataclass(slots=True)
class _Section:
    usable: bool
    port: int
    formats: tuple[int, ...]
    maps: dict[int, str]
    host: str = ""
    direction: str = ""

    @classmethod
    def begin(cls, value: str) -> "_Section":
        parts = value.split()
        if len(parts) < 4:
            raise BadMessage(f"bad m= line {value[:60]!r}")
        port = number(parts[1].partition("/")[0], what="media port", below=65536)
        usable = parts[0] == "audio" and parts[2].upper() in ("RTP/AVP", "RTP/AVPF") and port > 0
        formats = tuple(number(part, what="format", below=128) for part in parts[3:]) if usable else ()
        return cls(usable=usable, port=port, formats=formats, maps={})

    def attribute(self, value: str) -> None:
        if value in _SEEN_FROM_HERE:
            self.direction = value
        elif value.startswith("rtpmap:"):
            match = re.fullmatch(r"rtpmap:(\d{1,3})\s+(\S+)\s*", value)
            if match is None:
                raise BadMessage(f"bad rtpmap {value[:60]!r}")
            self.maps[int(match[1])] = match[2].upper()

    def codecs(self) -> tuple[tuple[int, Codec], ...]:
        return tuple((form, codec) for form in self.formats for codec in _NUMBER if self._is(form, codec))

    def _is(self, form: int, codec: Codec) -> bool:
        name = self.maps.get(form)
        return name in (f"{codec}/8000", f"{codec}/8000/1") or (name is None and _STATIC.get(form) == codec)

    def keys(self) -> int | None:
        return next((form for form in self.formats if self.maps.get(form) == "TELEPHONE-EVENT/8000"), None)


def _lines(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadMessage("session description is not UTF-8") from error
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line]
    if not lines or lines[0].strip() != "v=0":
        raise BadMessage("session description without v=0")
    for line in lines:
        if len(line) < 2 or line[1] != "=" or not line[0].islower():
            raise BadMessage(f"bad line {line[:40]!r} in the session description")
    return [(line[0], line[2:].strip()) for line in lines]


def _address(value: str) -> str:
    match = re.fullmatch(r"IN IP4 ([0-9.]+)(?:/[0-9/]+)?", value)
    try:
        return str(IPv4Address(match[1] if match else ""))
    except ValueError as error:
        raise BadMessage(f"bad c= line {value[:60]!r}") from error


def _direction(text: str) -> Direction:
    return next(direction for direction in _SEEN_FROM_HERE if direction == text)
