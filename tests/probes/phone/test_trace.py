import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.phone.trace import Trace, TracedMessage, mask

SECRETS = [
    ('Authorization: Digest username="u", response="c0ffee"', "c0ffee"),
    ('proxy-authorization :Digest username="u",\r\n response="c0ffee"', "c0ffee"),
    ("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c0ffeec0ffee|2^20", "c0ffee"),
    ("Contact: <sip:user:c0ffee@host.example>", "c0ffee"),
    ('P-Asserted-Identity: "Kari" <sip:+4710000001@host.example>', "Kari"),
    ("Remote-Party-ID: Kari <sip:kari@host.example>;party=calling", "Kari"),
    ('From: "Kari Nordmann" <sip:desk@host.example>;tag=1', "Nordmann"),
    ("t: Kari Nordmann <sip:desk@host.example>", "Nordmann"),
]


@pytest.mark.parametrize(("line", "secret"), SECRETS)
def test_a_secret_never_stands_in_a_trace(line, secret):
    message = (
        f"INVITE sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP x\r\n{line}\r\nCSeq: 1 INVITE\r\n\r\nv=0\r\n"
    )
    masked = mask(message)
    assert secret not in masked
    assert [each for each in masked.split("\r\n") if each.startswith(("Via", "CSeq", "v="))] == [
        "Via: SIP/2.0/UDP x", "CSeq: 1 INVITE", "v=0",
    ]  # fmt: skip


def test_what_is_no_secret_stays():
    message = "SIP/2.0 200 OK\r\nf: <sip:a@b.example>;tag=1\r\nm: <sip:c@d.example>\r\nTo: sip:x@y\r\n\r\n"
    assert mask(message) == message


@given(st.text())
def test_masking_twice_is_masking_once(text):
    assert mask(mask(text)) == mask(text)


def test_the_text_is_in_order_and_counts_from_the_first():
    trace = Trace()
    assert trace.text() == ""
    trace.add(TracedMessage(2_000_500_000, "received", "UDP/127.0.0.1:5060", "SIP/2.0 180 Ringing\r\n\r\n"))
    trace.add(TracedMessage(2_000_000_000, "sent", "UDP/127.0.0.1:5060", "INVITE sip:a@b SIP/2.0\r\n\r\n"))
    assert trace.text() == (
        "--- 0.000000 s sent UDP/127.0.0.1:5060 [organisation]\nINVITE sip:a@b SIP/2.0\n\n"
        "--- 0.000500 s received UDP/127.0.0.1:5060 [organisation]\nSIP/2.0 180 Ringing\n\n"
    )
