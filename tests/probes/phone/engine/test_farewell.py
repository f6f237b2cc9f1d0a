"""Ending calls for a worker that cannot."""

import asyncio
import hashlib
import re

from probes.phone import sip_text
from probes.phone.engine.farewell import farewell, open_calls, say_goodbye
from probes.phone.trace import TracedMessage
from probes.phone.trunk import Trunk

PEER = "UDP/127.0.0.1:5999"
INVITE = (
    "INVITE sip:desk@town.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:1;rport;branch=z9hG4bKone\r\n"
    "Route: <sip:edge.example;lr>\r\nFrom: <sip:us@town.example>;tag=us\r\nTo: <sip:desk@town.example>\r\n"
    "Contact: <sip:us@127.0.0.1:1>\r\nCall-ID: c1\r\nCSeq: 7 INVITE\r\n\r\n"
)
OK = (
    "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bKone\r\n"
    "Record-Route: <sip:p2;lr>, <sip:p1;lr>\r\n"
    "From: <sip:us@town.example>;tag=us\r\nTo: <sip:desk@town.example>;tag=them\r\n"
    "Contact: <sip:desk@10.0.0.9:5070>\r\nCall-ID: c1\r\nCSeq: 7 INVITE\r\n\r\n"
)
RINGING = OK.replace("200 OK", "180 Ringing")
BUSY = OK.replace("200 OK", "486 Busy Here")


def request(method: str, number: int) -> str:
    return f"{method} sip:desk@10.0.0.9:5070 SIP/2.0\r\nCall-ID: c1\r\nCSeq: {number} {method}\r\n\r\n"


def told(*messages: tuple[str, str], peer: str = PEER) -> list[TracedMessage]:
    return [TracedMessage(at, way, peer, text) for at, (way, text) in enumerate(messages)]


def test_calls_that_are_over_need_no_farewell():
    assert open_calls(told(("sent", INVITE), ("received", BUSY), ("sent", request("ACK", 7)))) == []
    assert open_calls(told(("sent", INVITE), ("received", OK), ("received", request("BYE", 1)))) == []
    assert open_calls(told(("sent", INVITE), ("received", OK), ("sent", request("BYE", 8)))) == []
    assert open_calls([]) == []


def test_an_answered_call_gets_a_bye_along_its_route():
    (call,) = open_calls(
        told(
            ("sent", INVITE),
            ("received", RINGING),
            ("received", OK),
            ("sent", request("ACK", 7)),
            ("sent", request("INFO", 9)),
        )
    )
    text = farewell(call)
    assert text.startswith("BYE sip:desk@10.0.0.9:5070 SIP/2.0\r\n")
    assert sip_text.headers(text, "Route") == ["<sip:p1;lr>", "<sip:p2;lr>"]
    assert sip_text.header(text, "To") == "<sip:desk@town.example>;tag=them"
    assert sip_text.header(text, "CSeq") == "25 BYE"
    assert "z9hG4bKone" not in text


def test_a_ringing_call_is_cancelled_on_its_own_branch():
    (call,) = open_calls(told(("sent", INVITE), ("received", RINGING)))
    text = farewell(call)
    assert text.startswith("CANCEL sip:desk@town.example SIP/2.0\r\n")
    assert sip_text.header(text, "Via") == sip_text.header(INVITE, "Via")
    assert sip_text.header(text, "To") == "<sip:desk@town.example>"
    assert sip_text.header(text, "CSeq") == "7 CANCEL"


async def test_a_challenge_is_answered_and_a_lost_packet_sent_again():
    heard: list[str] = []

    class Edge(asyncio.DatagramProtocol):
        def connection_made(self, transport) -> None:
            self.transport = transport

        def datagram_received(self, data: bytes, addr) -> None:
            text = data.decode()
            heard.append(text)
            keep = re.findall(r"^(?:Via|From|To|Call-ID|CSeq):.*$", text, re.MULTILINE)
            status = "200 OK" if "Authorization" in text else "407 Proxy Authentication Required"
            extra = 'Proxy-Authenticate: Digest realm="town", nonce="n", qop="auth"'
            if len(heard) > 1:  # the first one is lost
                lines = [f"SIP/2.0 {status}", *map(str.strip, keep), extra, "Content-Length: 0", "", ""]
                self.transport.sendto("\r\n".join(lines).encode(), addr)

    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Edge, local_addr=("127.0.0.1", 0))
    peer = f"UDP/127.0.0.1:{transport.get_extra_info('sockname')[1]}"
    messages = told(("sent", INVITE), ("received", OK), ("sent", request("ACK", 7)), peer=peer)
    trunk = Trunk(username="us", password="hemmelig")
    assert await say_goodbye(messages, trunk=trunk, limit_s=2.0) == 1
    assert heard[0] == heard[1]
    said = sip_text.header(heard[2], "Proxy-Authorization")
    fields = dict(re.findall(r'(\w+)="?([^",]+)"?', said))
    secret, asked = (
        hashlib.md5(text.encode()).hexdigest() for text in ("us:town:hemmelig", "BYE:sip:desk@10.0.0.9:5070")
    )
    wanted = hashlib.md5(f"{secret}:n:00000001:{fields['cnonce']}:auth:{asked}".encode()).hexdigest()
    assert fields["response"] == wanted
    transport.close()


async def test_over_tcp_the_same_is_said_on_a_new_connection():
    heard: list[str] = []

    async def serve(reader, writer) -> None:
        text = (await reader.readuntil(b"\r\n\r\n")).decode()
        heard.append(text)
        writer.write(
            f"SIP/2.0 200 OK\r\nCSeq: {sip_text.header(text, 'CSeq')}\r\nContent-Length: 0\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        messages = told(("sent", INVITE), ("received", OK), peer=f"TCP/127.0.0.1:{port}")
        assert await say_goodbye(messages, trunk=Trunk()) == 1
    assert [text.split(" ", 1)[0] for text in heard] == ["BYE"]


async def test_a_far_end_that_has_gone_costs_no_more_than_the_limit():
    messages = told(("sent", INVITE), ("received", OK), peer="UDP/127.0.0.1:9")
    begun = asyncio.get_running_loop().time()
    assert await say_goodbye(messages, trunk=Trunk(), limit_s=0.3) == 0
    assert asyncio.get_running_loop().time() - begun < 0.6
