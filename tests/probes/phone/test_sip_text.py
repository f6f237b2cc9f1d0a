import pytest

from probes.phone import sip_text

MESSAGE = (
    "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP a;branch=1\r\nVia: SIP/2.0/UDP b\r\n"
    "f: <sip:x@y>;tag=1\r\n"
    "Record-Route: <sip:p1;lr>, <sip:p2;lr>\r\nrecord-route: <sip:p3;lr>\r\n"
    "Call-ID : 77\r\nCSeq: 5 INVITE\r\n"
    'Reason: SIP;cause=486, Q.850 ;cause=17 ;text="busy"\r\n'
    "Subject: folded\r\n  line\r\n\r\nReason: Q.850;cause=99\r\n"
)


def test_single_facts_of_a_message():
    assert sip_text.status(MESSAGE) == 486
    assert sip_text.reason(MESSAGE) == "Busy Here"
    assert sip_text.method(MESSAGE) == "INVITE"
    assert sip_text.method("BYE sip:a@b SIP/2.0\r\nCSeq: 2 BYE\r\n\r\n") == "BYE"
    assert sip_text.cause(MESSAGE) == 17
    assert sip_text.header(MESSAGE, "From") == "<sip:x@y>;tag=1"
    assert sip_text.header(MESSAGE, "Call-ID") == "77"
    assert sip_text.header(MESSAGE, "Subject") == "folded line"
    assert sip_text.header(MESSAGE, "Contact") == ""
    assert sip_text.headers(MESSAGE, "Record-Route") == ["<sip:p1;lr>", "<sip:p2;lr>", "<sip:p3;lr>"]


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("<sip:a@Town.Example:5061;transport=tcp>", "town.example"),
        ("sips:town.example", "town.example"),
        ("sip:a@[2001:db8::1]:5060", "[2001:db8::1]"),
        ("tel:+4710123456", ""),
    ],
)
def test_the_host_of_an_address(uri, host):
    assert sip_text.host(uri) == host


def test_the_asserted_identity_is_kept_without_its_parameters():
    message = "UPDATE sip:a@b SIP/2.0\r\nRemote-Party-ID: <sip:kari@x>;party=calling;screen=yes\r\n\r\n"
    assert sip_text.asserted_identity(message) == "<sip:kari@x>"
    assert sip_text.asserted_identity(MESSAGE) == ""
