import asyncio
import json
import re

import pytest
from typer.testing import CliRunner

from probes.phone.trunk import Trunk
from probes.phone.trunk_check import check_trunk
from probes.phone.trunk_commands import trunk as command


class Registrar(asyncio.DatagramProtocol):
    """Answers every request with one status."""

    def __init__(self, status: str) -> None:
        self.status = status
        self.methods: list[str] = []

    def connection_made(self, transport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr) -> None:
        text = data.decode()
        if not text.strip():
            return
        self.methods.append(text.split(" ", 1)[0])
        keep = re.findall(r"^(?:Via|From|To|Call-ID|CSeq|Contact|Expires):.*$", text, re.MULTILINE)
        answer = "\r\n".join(
            [f"SIP/2.0 {self.status}", *(line.strip() for line in keep), "Content-Length: 0", "", ""]
        )
        self.transport.sendto(answer.encode(), addr)


async def findings(status: str, **settings) -> tuple[dict[str, tuple[str, str]], list[str]]:
    loop = asyncio.get_running_loop()
    transport, registrar = await loop.create_datagram_endpoint(
        lambda: Registrar(status), local_addr=("127.0.0.1", 0)
    )
    port = transport.get_extra_info("sockname")[1]
    filled = {name: value.format(port=port) for name, value in settings.items()}
    try:
        found = {one.what: (one.verdict, one.words) async for one in check_trunk(Trunk(**filled))}
    finally:
        transport.close()
    return found, registrar.methods


async def test_a_registration_that_works():
    found, methods = await findings("200 OK", registrar="sip:127.0.0.1:{port}", username="u", password="p")
    assert found["registration"][0] == "good"
    assert "registered there (200 OK)" in found["registration"][1]
    assert set(methods) == {"REGISTER"}


@pytest.mark.parametrize(
    ("status", "words"), [("403 Forbidden", "forbidden"), ("404 Not Found", "unknown there")]
)
async def test_a_registration_that_is_refused(status, words):
    found, _ = await findings(status, registrar="sip:127.0.0.1:{port}", username="u", password="p")
    assert found["registration"][0] == "bad"
    assert words in found["registration"][1]


@pytest.mark.parametrize(
    ("status", "verdict"), [("200 OK", "good"), ("404 Not Found", "good"), ("503 Service Unavailable", "bad")]
)
async def test_an_ip_trunk_is_asked_for_options(status, verdict):
    found, methods = await findings(status, proxy="127.0.0.1:{port}")
    assert found["options"][0] == verdict
    assert methods == ["OPTIONS"]


async def test_a_name_that_does_not_exist():
    found = {one.what: one.verdict async for one in check_trunk(Trunk(proxy="nowhere.invalid"))}
    assert found == {"settings": "good", "name": "bad"}


async def test_tls_says_what_is_old_and_what_does_not_answer():
    found = {one.what: one async for one in check_trunk(Trunk(transport="tls", proxy="127.0.0.1:1"))}
    assert found["tls"].verdict == "note"
    assert "OpenSSL" in found["tls"].words
    assert found["certificate"].verdict == "bad"


def test_the_command_prints_json_and_its_exit_code(tmp_path):
    result = CliRunner().invoke(command, ["check", "--json"])
    document = json.loads(result.stdout)
    assert (result.exit_code, document["good"], document["trunk"]) == (0, True, "loopback")
    path = tmp_path / "trunk.yaml"
    path.write_text("proxy: nowhere.invalid\n")
    result = CliRunner().invoke(command, ["check", str(path)])
    assert result.exit_code == 1
    assert "nowhere.invalid is not found" in result.stdout
