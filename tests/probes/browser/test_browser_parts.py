import asyncio
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.chromium_path import chromium_path
from probes.browser.gate import Gate
from probes.browser.kept_trace import MASK, masked_zip
from probes.browser.page_clock import PageClock
from probes.errors import ChannelUnavailable


def test_an_address_allows_its_own_host_and_port_only():
    hosts = AllowedHosts.of("https://www.fjordvik.example/kontakt", "127.0.0.1:8080", "cdn.example")
    allowed = [
        "https://www.fjordvik.example/annet",
        "http://127.0.0.1:8080/",
        "http://cdn.example/x.js",
        "https://CDN.example./x.js",
        "about:blank",
    ]
    refused = [
        "http://www.fjordvik.example/",
        "https://fjordvik.example/",
        "https://www.fjordvik.example.evil.example/",
        "https://www.fjordvik.example:8443/",
        "http://127.0.0.1:8081/",
        "file:///etc/passwd",
        "ftp://cdn.example/",
        "javascript:alert(1)",
    ]
    assert [url for url in allowed if not hosts.allows_url(url)] == []
    assert [url for url in refused if hosts.allows_url(url)] == []


def test_what_is_no_web_address_allows_nothing():
    hosts = AllowedHosts.of("sip:post@fjordvik.example", "+47 10 55 10 00", "post@fjordvik.example", "tel:1")
    assert hosts.places == frozenset()


@given(st.text(max_size=40))
def test_no_text_makes_it_stumble(text):
    AllowedHosts.of(text).allows("fjordvik.example", 443)


async def ask(gate, host, port):
    """Speak SOCKS5 as a browser does; give the gate's answer and what the far end said."""
    address, _, number = gate.address.removeprefix("socks5://").partition(":")
    reader, writer = await asyncio.open_connection(address, int(number))
    name = host.encode()
    writer.write(b"\x05\x01\x00")
    assert await reader.readexactly(2) == b"\x05\x00"
    writer.write(b"\x05\x01\x00\x03" + bytes([len(name)]) + name + port.to_bytes(2, "big"))
    code = (await reader.readexactly(10))[1]
    said = await reader.read(5) if code == 0 else b""
    writer.close()
    return code, said


async def test_the_gate_lets_the_allowed_through_and_tells_of_the_others():
    async def hello(_, writer):
        writer.write(b"hello")
        writer.close()

    server = await asyncio.start_server(hello, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    told = []
    async with server, Gate(AllowedHosts.of(f"127.0.0.1:{port}", "localhost:1"), refused=told.append) as gate:
        assert await ask(gate, "127.0.0.1", port) == (0, b"hello")
        assert (await ask(gate, "localhost", port))[0] == 2
        assert (await ask(gate, "127.0.0.1", 9))[0] == 2
        assert (await ask(gate, "localhost", 1))[0] in (1, 5)
    assert [(each.host, each.port) for each in told] == [("localhost", port), ("127.0.0.1", 9)]


async def test_a_name_that_leads_into_the_own_network_is_refused(monkeypatch):
    loop = asyncio.get_running_loop()

    async def resolve(*_, **__):
        return [(2, 1, 6, "", ("127.0.0.1", 80))]

    async with Gate(AllowedHosts.of("inside.example")) as gate:
        monkeypatch.setattr(loop, "getaddrinfo", resolve)
        with pytest.raises(PermissionError):
            await gate._connect("inside.example", 80)


class Page:
    """A page whose clock runs beside ours by a known distance and answers after a while."""

    def __init__(self, ahead_ms, takes_s):
        self.ahead_ms, self.takes_s = ahead_ms, takes_s

    async def evaluate(self, _):
        import time

        await asyncio.sleep(self.takes_s)
        told = time.monotonic_ns() / 1e6 + self.ahead_ms
        await asyncio.sleep(self.takes_s)
        return told


@pytest.mark.parametrize("takes_s", [0.0, 0.004])
async def test_the_pages_clock_is_read_within_half_of_the_answers_time(takes_s):
    clock = PageClock()
    await clock.read(Page(ahead_ms=123_456.0, takes_s=takes_s))
    wrong_ms = abs(clock.at_ns(200_000.0) / 1e6 - (200_000.0 - 123_456.0))
    assert wrong_ms <= clock.uncertain_ms + 0.01
    assert clock.uncertain_ms < 50


def test_a_missing_browser_is_told_with_the_remedy(monkeypatch):
    monkeypatch.setenv("SVARTID_BROWSER", "/no/such/chromium")
    with pytest.raises(ChannelUnavailable, match="apt install chromium"):
        chromium_path()


def test_a_trace_loses_the_personal_words_in_every_spelling():
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as made:
        made.writestr(
            "trace.trace", '{"value": "Åse Øverby", "to": "a+b@x.example", "j": "\\u00c5se \\u00d8verby"}'
        )
        made.writestr("body", "name=%C3%85se+%C3%98verby&mail=a%2Bb%40x.example&m=Hei")
    with zipfile.ZipFile(
        io.BytesIO(masked_zip(told.getvalue(), personal=["Åse Øverby", "a+b@x.example"]))
    ) as kept:
        assert kept.read("trace.trace").decode() == f'{{"value": "{MASK}", "to": "{MASK}", "j": "{MASK}"}}'
        assert kept.read("body").decode() == f"name={MASK}&mail={MASK}&m=Hei"
