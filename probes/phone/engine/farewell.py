"""Hanging up in the place of a worker that can no longer do it.

A worker that has crashed leaves a clerk in a dead line. What the supervisor has seen of the
signalling is enough to end the call for it: a BYE where the call was answered, a CANCEL where it
still rings, sent from the dead worker's own port where that is possible.
"""

import asyncio
import contextlib
import re
import secrets
import ssl
from collections.abc import Iterable
from dataclasses import dataclass

from probes.phone import sip_text
from probes.phone.digest import authorization
from probes.phone.trace import TracedMessage
from probes.phone.trunk import Trunk

_AGAIN_S = 0.25
_CSEQ_STEP = 16
"""How far beyond the last CSeq seen: the worker may have sent requests that never reached us."""


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that was not over when its worker died: its INVITE, the answer if any, the last CSeq."""

    invite: str
    answer: str
    peer: str
    cseq: int


def open_calls(messages: Iterable[TracedMessage]) -> list[OpenCall]:
    """Return the calls that nobody has ended, from all messages of a line."""
    found: dict[str, OpenCall] = {}
    over: set[str] = set()
    for message in sorted(messages, key=lambda message: message.at_ns):
        text, sent = message.text, message.direction == "sent"
        call_id, code, method = sip_text.header(text, "Call-ID"), sip_text.status(text), sip_text.method(text)
        number = int(sip_text.header(text, "CSeq").split(" ")[0] or 0)
        known = found.get(call_id)
        if method == "INVITE" and not code and sent and (known is None or not known.answer):
            found[call_id] = OpenCall(text, "", message.peer, number)
        elif known is None:
            continue
        elif method == "BYE" or (
            method == "INVITE" and code >= 300 and code not in (401, 407) and not known.answer
        ):
            over.add(call_id)
        elif method == "INVITE" and 100 < code < 300 and not sent:
            answer = text if code >= 200 and not known.answer else known.answer
            found[call_id] = OpenCall(known.invite, answer, known.peer, known.cseq)
        elif sent and not code:
            found[call_id] = OpenCall(known.invite, known.answer, message.peer, max(known.cseq, number))
    return [call for call_id, call in found.items() if call_id not in over]


async def say_goodbye(messages: Iterable[TracedMessage], *, trunk: Trunk, limit_s: float = 0.7) -> int:
    """End every open call of a line; return how many far ends have confirmed it in time."""
    calls = open_calls(messages)
    results = await asyncio.gather(*(_end(call, trunk, limit_s) for call in calls), return_exceptions=True)
    return sum(result is True for result in results)


def farewell(call: OpenCall, *, credentials: str = "", step: int = 0) -> str:
    """Return the request that ends the call: BYE if it was answered, else CANCEL (RFC 3261, 9.1 and 15)."""
    via, contact = sip_text.headers(call.invite, "Via")[0], sip_text.header(call.invite, "Contact")
    if call.answer:
        target = re.search(r"<([^>]+)>", sip_text.header(call.answer, "Contact"))
        uri = target[1] if target else _request_uri(call.invite)
        routes = list(reversed(sip_text.headers(call.answer, "Record-Route")))
        via = re.sub(r"branch=[^;,\s]+", f"branch=z9hG4bK{secrets.token_hex(8)}", via)
        number, method, to = call.cseq + _CSEQ_STEP + step, "BYE", sip_text.header(call.answer, "To")
    else:
        uri, routes = _request_uri(call.invite), sip_text.headers(call.invite, "Route")
        number = int(sip_text.header(call.invite, "CSeq").split(" ")[0])
        method, to = "CANCEL", sip_text.header(call.invite, "To")
    lines = [
        f"{method} {uri} SIP/2.0",
        f"Via: {via}",
        *(f"Route: {route}" for route in routes),
        "Max-Forwards: 70",
        f"From: {sip_text.header(call.invite, 'From')}",
        f"To: {to}",
        f"Call-ID: {sip_text.header(call.invite, 'Call-ID')}",
        f"CSeq: {number} {method}",
        *([f"Contact: {contact}"] if contact and method == "BYE" else []),
        *([credentials] if credentials else []),
        "User-Agent: Svartid",
        "Content-Length: 0",
    ]
    return "\r\n".join([*lines, "", ""])


async def _end(call: OpenCall, trunk: Trunk, limit_s: float) -> bool:
    transport, _, address = call.peer.partition("/")
    host, _, port = address.rpartition(":")
    place = (host.strip("[]"), int(port))
    try:
        async with asyncio.timeout(limit_s):
            if transport.upper().startswith("UDP"):
                return await _by_datagram(call, place, trunk)
            return await _by_stream(call, place, trunk, secure=transport.upper().startswith("TLS"))
    except (TimeoutError, OSError):
        return False


class _Answers(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.arrived: asyncio.Queue[str] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:  # noqa: ARG002  # asyncio's signature
        self.arrived.put_nowait(data.decode(errors="replace"))


async def _by_datagram(call: OpenCall, place: tuple[str, int], trunk: Trunk) -> bool:
    transport, answers = await _socket(call, place)
    try:
        request, step = farewell(call), 0
        while True:
            transport.sendto(request.encode(), place)
            with contextlib.suppress(TimeoutError):
                answer = await asyncio.wait_for(answers.arrived.get(), _AGAIN_S)
                again = _after(answer, request, call, trunk, step)
                if again is None:
                    continue
                if again == "":
                    return True
                request, step = again, step + 1
    finally:
        transport.close()


async def _socket(call: OpenCall, place: tuple[str, int]) -> tuple[asyncio.DatagramTransport, _Answers]:
    """Open the dead worker's own port, so that the far end and all between know the sender."""
    loop = asyncio.get_running_loop()
    sender = re.search(r"SIP/2\.0/UDP\s+(\[[^\]]+\]|[^:;\s]+):(\d+)", sip_text.header(call.invite, "Via"))
    if sender is not None:
        with contextlib.suppress(OSError):
            own = (sender[1].strip("[]"), int(sender[2]))
            return await loop.create_datagram_endpoint(_Answers, local_addr=own)
    any_address = "::" if ":" in place[0] else "0.0.0.0"  # noqa: S104  # sends only; nothing is served
    return await loop.create_datagram_endpoint(_Answers, local_addr=(any_address, 0))


async def _by_stream(call: OpenCall, place: tuple[str, int], trunk: Trunk, *, secure: bool) -> bool:
    context = None
    if secure:
        context = ssl.create_default_context(cafile=trunk.ca_file or None)
        if not trunk.verify:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection(*place, ssl=context)
    try:
        request, step = farewell(call), 0
        writer.write(request.encode())
        while True:
            answer = (await reader.readuntil(b"\r\n\r\n")).decode(errors="replace")
            await reader.readexactly(int(sip_text.header(answer, "Content-Length") or 0))
            again = _after(answer, request, call, trunk, step)
            if again == "":
                return True
            if again is not None:
                request, step = again, step + 1
                writer.write(request.encode())
    finally:
        writer.close()


def _after(answer: str, request: str, call: OpenCall, trunk: Trunk, step: int) -> str | None:
    """Return the next request, "" when the call is over, None while there is nothing to do but wait."""
    code = sip_text.status(answer)
    if sip_text.header(answer, "CSeq") != sip_text.header(request, "CSeq") or code < 200:
        return None
    if code in (401, 407) and trunk.password and step == 0:
        uri = _request_uri(request)
        return farewell(call, credentials=authorization(answer, method="BYE", uri=uri, trunk=trunk), step=1)
    return ""


def _request_uri(request: str) -> str:
    return request.split(" ", 2)[1]
