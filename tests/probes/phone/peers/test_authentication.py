"""Digest authentication by SIPp and by kamailio, the latter over TLS with verified certificates."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from probes.phone.engine.lines import PhoneLines
from probes.phone.trunk import Trunk
from tests.probes.phone.peers.calls import call, hang_up_after
from tests.probes.phone.peers.certificates import make_certificates
from tests.probes.phone.peers.kamailio import PASSWORD, REALM, USER, running_proxy
from tests.probes.phone.peers.scenario import (
    check_credentials,
    expect,
    invited,
    only_if_known,
    reply,
    reply_inside,
    scenario,
    stream,
)

pytestmark = pytest.mark.asyncio(loop_scope="function")

CHALLENGES = {
    401: f'WWW-Authenticate: Digest realm="{REALM}", nonce="f00d", algorithm=MD5, qop="auth"',
    407: f'Proxy-Authenticate: Digest realm="{REALM}", nonce="cafe", algorithm=MD5',
}
TALK = (reply(180), reply(200, sdp=True), expect("ACK"), stream("voice.al"), expect("BYE"), reply_inside(200))
ANSWERED = ["invite_sent", "ringing", "answered", "confirmed", "ended"]


@asynccontextmanager
async def engine(**settings: object) -> AsyncIterator[PhoneLines]:
    """One worker with its own trunk."""
    async with PhoneLines(replace(Trunk(), **settings), workers=1) as lines:
        yield lines


async def test_a_challenge_is_answered_and_sipp_agrees(organisation):
    challenged = (invited(), reply(401, CHALLENGES[401]), expect("ACK"))
    far = organisation(
        scenario(*challenged, invited(actions=check_credentials(USER, PASSWORD)), only_if_known(), *TALK)
    )
    async with engine(username=USER, password=PASSWORD) as lines:
        told = await call(lines, far.uri, hang_up_after(0.1))
    assert told.kinds == ANSWERED
    assert told.end == {"by": "caller", "status": 200, "cause": None}
    assert far.finished() == 0


async def test_a_proxys_challenge_is_answered_with_a_digest_that_sipp_can_read(organisation):
    # This SIPp recomputes the digest of Authorization only; kamailio below checks the proxy's.
    challenged = (invited(), reply(407, CHALLENGES[407]), expect("ACK"))
    digest = '<ereg regexp="response=.[0-9a-f]+" search_in="hdr" header="Proxy-Authorization:" '
    digest += 'check_it="true" assign_to="known"/>'
    far = organisation(scenario(*challenged, invited(actions=digest), only_if_known(), *TALK))
    async with engine(username=USER, password=PASSWORD) as lines:
        told = await call(lines, far.uri, hang_up_after(0.1))
    assert (told.kinds, far.finished()) == (ANSWERED, 0)


@pytest.mark.parametrize("status", CHALLENGES)
async def test_a_challenge_without_credentials_ends_the_call(organisation, status):
    far = organisation(scenario(invited(), reply(status, CHALLENGES[status]), expect("ACK")))
    async with engine() as lines:
        told = await call(lines, far.uri)
    assert told.kinds == ["invite_sent", "ended"]
    assert told.end == {"by": "organisation", "status": status, "cause": None}


async def test_a_wrong_password_is_tried_once_and_never_written_down(organisation):
    challenged = (invited(), reply(407, CHALLENGES[407]), expect("ACK"))
    far = organisation(scenario(*challenged, *challenged))
    async with engine(username=USER, password="feil-og-hemmelig") as lines:
        told = await call(lines, far.uri)
        assert told.kinds == ["invite_sent", "ended"]
        assert told.end == {"by": "organisation", "status": 407, "cause": None}
    assert [line for line in far.messages() if "INVITE" in line].__len__() == 2


async def test_kamailio_takes_registration_and_call_over_tls(organisation, tmp_path):
    certificates = make_certificates(tmp_path)
    far = organisation(scenario(invited(), *TALK))
    with running_proxy(folder=tmp_path, certificates=certificates, next_hop=far.port) as proxy:
        address = f"127.0.0.1:{proxy.tls_port};transport=tls"
        settings = {
            "transport": "tls",
            "registrar": f"sip:{address}",
            "proxy": address,
            "username": USER,
            "password": PASSWORD,
            "caller": f"sip:{USER}@{REALM}",
            "ca_file": str(certificates.authority),
        }
        async with engine(**settings) as lines:
            told = await call(lines, "sip:organisation@127.0.0.1", hang_up_after(0.3))
        seen = proxy.seen()
    assert told.kinds == ["invite_sent", "trying", "ringing", "answered", "confirmed", "ended"]
    assert told.end == {"by": "caller", "status": 200, "cause": None}
    assert far.finished() == 0
    assert sorted(set(seen)) == [
        "accept INVITE tls",
        "accept REGISTER tls",
        "challenge INVITE tls",
        "challenge REGISTER tls",
        "inside ACK tls",
        "inside BYE tls",
    ]


async def test_kamailio_with_a_certificate_of_a_stranger_gets_no_call(organisation, tmp_path):
    (tmp_path / "other").mkdir()
    strangers = make_certificates(tmp_path / "other")
    far = organisation(scenario(invited(), *TALK))
    with running_proxy(folder=tmp_path, certificates=make_certificates(tmp_path), next_hop=far.port) as proxy:
        settings = {
            "transport": "tls",
            "proxy": f"127.0.0.1:{proxy.tls_port};transport=tls",
            "username": USER,
            "password": PASSWORD,
            "ca_file": str(strangers.authority),
        }
        async with engine(**settings) as lines:
            told = await call(lines, "sip:organisation@127.0.0.1")
        assert proxy.seen() == []
    assert told.kinds == ["invite_sent", "ended"]
    assert told.end["by"] == "network"
    assert far.messages() == []


async def test_kamailio_refuses_a_wrong_password(organisation, tmp_path):
    certificates = make_certificates(tmp_path)
    far = organisation(scenario(invited(), *TALK))
    with running_proxy(folder=tmp_path, certificates=certificates, next_hop=far.port) as proxy:
        settings = {
            "transport": "tls",
            "proxy": f"127.0.0.1:{proxy.tls_port};transport=tls",
            "username": USER,
            "password": "feil",
            "ca_file": str(certificates.authority),
        }
        async with engine(**settings) as lines:
            told = await call(lines, "sip:organisation@127.0.0.1")
    assert told.end == {"by": "organisation", "status": 407, "cause": None}
    assert (proxy.seen(), far.messages()) == (["challenge INVITE tls", "challenge INVITE tls"], [])
