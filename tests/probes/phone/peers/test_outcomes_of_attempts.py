"""What a whole attempt comes to, for each way in which SIPp does not take the call."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from probes.attempt import run_attempt
from probes.phone.call_request import REACHING, find_callee
from probes.phone.engine.lines import PhoneLines
from probes.phone.means import Means
from probes.phone.own_means import own_means
from probes.phone.probe import PhoneProbe
from probes.phone.trunk import Trunk
from probes.probe import ProbeRequest
from tests.probes.phone.peers.certificates import make_certificates
from tests.probes.phone.peers.children import free_port
from tests.probes.phone.peers.kamailio import running_proxy
from tests.probes.phone.peers.scenario import answer_invite, expect, invited, pause, reply, scenario

pytestmark = pytest.mark.asyncio(loop_scope="module")

RINGING = (invited(), reply(100, tag=False), reply(180))
ACK = expect("ACK")
CASES = {
    "busy": (scenario(*RINGING, reply(486), ACK), "busy"),
    "busy everywhere": (scenario(*RINGING, reply(600), ACK), "busy"),
    "declined": (scenario(*RINGING, reply(603), ACK), "rejected"),
    "forbidden": (scenario(invited(), reply(403), ACK), "rejected"),
    "not found": (scenario(invited(), reply(404), ACK), "unreachable"),
    "address incomplete": (scenario(invited(), reply(484), ACK), "unreachable"),
    "unavailable at once": (scenario(invited(), reply(480), ACK), "unreachable"),
    "unavailable after ringing": (scenario(*RINGING, pause(300), reply(480), ACK), "no_answer"),
    "unavailable, but the cause says busy": (
        scenario(invited(), reply(480, "Reason: Q.850;cause=17"), ACK),
        "busy",
    ),
    "no circuit": (scenario(invited(), reply(503, "Reason: Q.850;cause=34"), ACK), "congestion"),
    "server error": (scenario(invited(), reply(500), ACK), "congestion"),
    "our password is asked for": (scenario(invited(), reply(407), ACK), "error"),
    "redirected to a stranger": (
        scenario(invited(), reply(302, "Contact: <sip:+4710000009@elsewhere.example>"), ACK),
        "unreachable",
    ),
    "ringing without end": (
        scenario(*RINGING, expect("CANCEL"), reply(200), answer_invite(487), ACK),
        "no_answer",
    ),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def means(tmp_path_factory) -> Means:
    async with own_means({"state": str(tmp_path_factory.mktemp("state"))}) as made:
        yield made


async def outcome(means: Means, target: str, evidence: Path, *, wait_limit_s: float = 2.0) -> str:
    callee = find_callee(target=target, organisation=None, touchpoint=None)
    request = ProbeRequest(
        callee.organisation, callee.touchpoint, REACHING, evidence, wait_limit_s=wait_limit_s, deadline_s=60.0
    )
    timeline = await run_attempt(PhoneProbe(means), request)
    return timeline.outcome.value


@pytest.mark.parametrize("case", CASES)
async def test_each_way_of_not_being_answered(means, organisation, tmp_path, case):
    text, expected = CASES[case]
    far = organisation(text)
    assert await outcome(means, far.uri, tmp_path / "evidence") == expected
    assert far.finished() == 0


@pytest.mark.proof
async def test_an_address_where_nobody_listens_is_unreachable(means, tmp_path):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        target = f"sip:organisation@127.0.0.1:{silent.getsockname()[1]}"
        assert await outcome(means, target, tmp_path / "evidence", wait_limit_s=50.0) == "unreachable"


async def test_a_trunk_that_cannot_be_reached_is_our_own_error(means, tmp_path):
    trunk = replace(Trunk(), transport="tcp", proxy=f"127.0.0.1:{free_port()};transport=tcp")
    async with PhoneLines(trunk, workers=1) as lines:
        mine = replace(means, lines=lines)
        assert await outcome(mine, "sip:organisation@127.0.0.1", tmp_path / "evidence") == "error"


@pytest.mark.proof
async def test_a_trunk_whose_certificate_is_a_strangers_is_our_own_error(means, organisation, tmp_path):
    (tmp_path / "other").mkdir()
    strangers = make_certificates(tmp_path / "other")
    with running_proxy(folder=tmp_path, certificates=make_certificates(tmp_path), next_hop=9) as proxy:
        trunk = replace(
            Trunk(),
            transport="tls",
            proxy=f"127.0.0.1:{proxy.tls_port};transport=tls",
            ca_file=str(strangers.authority),
        )
        async with PhoneLines(trunk, workers=1) as lines:
            mine = replace(means, lines=lines)
            assert await outcome(mine, "sip:organisation@127.0.0.1", tmp_path / "evidence") == "error"
