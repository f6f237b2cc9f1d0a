import asyncio
import contextlib
import importlib.util
import re
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

from probes.errors import ProbeError
from probes.phone.engine.process import WorkerProcess
from probes.phone.engine.wire import Message
from probes.phone.trunk import Trunk

Verdict = Literal["good", "bad", "note"]

_ANSWER_S = 6.0
_PORTS = {"udp": 5060, "tcp": 5060, "tls": 5061}

_REFUSALS = {
    401: "user name or password is refused – check username and the password",
    403: "the account is forbidden to do this – ask the operator whether this machine's address is let in",
    404: "the user is unknown there – check username and registrar",
    407: "user name or password is refused – check username and the password",
    408: "nobody answers – check host, port, transport and firewall",
    423: "the registrar wants a longer time – ask the operator",
    502: "the connection cannot be made – check host, port, transport and certificates",
    503: "the connection cannot be made, or the far end is out of service – check host, port and transport",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: what, how it stands, and in plain words."""

    what: str
    verdict: Verdict
    words: str


async def check_trunk(trunk: Trunk) -> AsyncIterator[Finding]:
    """Try the trunk without placing a call, and say in plain words what works and what does not."""
    if importlib.util.find_spec("pjsua2") is None:
        yield Finding(
            "telephone", "bad", "pjsua2 has no wheel for this Python – use CPython 3.11 or 3.12 on x86_64"
        )
        return
    yield _settings(trunk)
    if trunk.transport == "tls":
        yield Finding(
            "tls", "note",
            "the telephone library's OpenSSL (1.0.2, TLS 1.2 at most) is long out of support – good for tests"
            " and closed trunks; towards the open Internet put a TLS edge (kamailio, stunnel) in front",
        )  # fmt: skip
    place = _next_hop(trunk)
    if place is None:
        yield Finding(
            "route", "note", "neither registrar, proxy nor number_uri: calls go straight to SIP addresses"
        )
    else:
        found = await _resolve(*place)
        yield found
        if found.verdict == "bad":
            return
        if trunk.transport == "tls":
            yield await _handshake(*place, trunk)
    async for finding in _by_worker(trunk, place):
        yield finding


def _settings(trunk: Trunk) -> Finding:
    ways = f"{trunk.transport}, SRTP {trunk.srtp}, {', '.join(trunk.codecs)}, from {trunk.caller}"
    who = f"user {trunk.username} with a password" if trunk.password else "without a password"
    return Finding("settings", "good", f"{ways}, {who}")


def _next_hop(trunk: Trunk) -> tuple[str, int] | None:
    for address in (trunk.proxy, trunk.registrar, trunk.number_uri):
        if address:
            bare = re.sub(r"^sips?:", "", address).rpartition("@")[2].split(";")[0]
            host, colon, port = bare.rpartition(":") if not bare.endswith("]") else (bare, "", "")
            return (host or port, int(port)) if colon and port.isdigit() else (bare, _PORTS[trunk.transport])
    return None


async def _resolve(host: str, port: int) -> Finding:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host.strip("[]"), port, type=socket.SOCK_DGRAM)
    except OSError as error:
        return Finding(
            "name", "bad", f"{host} is not found ({error.strerror or error}) – check its spelling and the DNS"
        )
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    return Finding("name", "good", f"{host} is {', '.join(addresses)}, port {port}")


async def _handshake(host: str, port: int, trunk: Trunk) -> Finding:
    """Make a TLS handshake of our own: its errors say what is wrong, the telephone library's do not."""
    context = ssl.create_default_context(cafile=trunk.ca_file or None)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    try:
        async with asyncio.timeout(_ANSWER_S):
            _, writer = await asyncio.open_connection(
                host.strip("[]"), port, ssl=context, server_hostname=host
            )
        writer.close()
    except ssl.SSLCertVerificationError as error:
        verdict: Verdict = "bad" if trunk.verify else "note"
        return Finding(
            "certificate", verdict, f"not trusted: {error.verify_message} – give its authority as ca_file"
        )
    except ssl.SSLError as error:
        return Finding(
            "certificate", "bad", f"no TLS 1.2 handshake ({error.reason}) – the far end must offer TLS 1.2"
        )
    except (OSError, TimeoutError) as error:
        return Finding(
            "certificate",
            "bad",
            f"no connection to port {port} ({error or 'no answer'}) – check the firewall",
        )
    return Finding("certificate", "good", "trusted, and TLS 1.2 is offered")


async def _by_worker(trunk: Trunk, place: tuple[str, int] | None) -> AsyncIterator[Finding]:
    told: asyncio.Queue[Message] = asyncio.Queue()
    worker = WorkerProcess(
        take=lambda _worker, message: told.put_nowait(message),
        lost=lambda _worker, code: told.put_nowait({"lost": code}),
    )
    try:
        await worker.start(trunk=trunk, folder="", legs=1)
        yield Finding("transport", "good", f"{trunk.transport} is up on {trunk.bind or 'every address'}")
        if trunk.registrar:
            yield await _answer(told, "registered", trunk.registrar, "registered there")
        if place is not None and not trunk.registrar:
            await worker.order("options", uri=trunk.over_transport(f"{place[0]}:{place[1]}"))
            yield await _answer(told, "options", f"{place[0]}:{place[1]}", "answers OPTIONS")
    except ProbeError as error:
        yield Finding("transport", "bad", str(error))
    finally:
        worker.stop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(worker.wait()), 2.0)
        await worker.kill()


async def _answer(told: "asyncio.Queue[Message]", what: str, whom: str, done: str) -> Finding:
    name = "registration" if what == "registered" else "options"
    try:
        async with asyncio.timeout(_ANSWER_S):
            while True:
                message = await told.get()
                if "lost" in message:
                    return Finding(name, "bad", f"the telephone worker ended (exit {message['lost']})")
                if what in message:
                    return _judged(name, int(message[what]), str(message["reason"]), whom, done)
    except TimeoutError:
        return Finding(
            name, "bad", f"{whom} does not answer within {_ANSWER_S:.0f} s – check host, port and firewall"
        )


def _judged(name: str, code: int, reason: str, whom: str, done: str) -> Finding:
    if 200 <= code < 300:
        return Finding(name, "good", f"{whom}: {done} ({code} {reason})")
    if name == "options" and code in (400, 401, 403, 404, 405, 407, 480, 481, 484, 488, 489, 501):
        return Finding(
            name, "good", f"{whom} is there and answers, though with {code} {reason}: the route works"
        )
    words = _REFUSALS.get(code, "the far end refuses – ask the operator what this means")
    return Finding(name, "bad", f"{whom}: {code} {reason}: {words}")
