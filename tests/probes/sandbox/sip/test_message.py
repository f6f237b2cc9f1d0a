import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.sandbox.sip.message import Message, Unreadable, parse_message

INVITE = (
    b"INVITE sip:4710000100@127.0.0.1 SIP/2.0\r\n"
    b"Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK1;rport\r\n"
    b"Max-Forwards: 70\r\n"
    b"From: Eva <sip:eva@town.example>;tag=a\r\n"
    b"To: <sip:4710000100@127.0.0.1>\r\n"
    b"Call-ID: one@127.0.0.1\r\n"
    b"CSeq: 1 INVITE\r\n"
    b"Content-Length: 4\r\n\r\nbody"
)


def test_a_plain_request_is_read():
    message = parse_message(INVITE)
    assert (message.method, message.uri) == ("INVITE", "sip:4710000100@127.0.0.1")
    assert message.cseq == (1, "INVITE")
    assert (message.from_.name, message.from_.tag) == ("Eva", "a")
    assert (message.via.host, message.via.port, message.via.branch) == ("127.0.0.1", 5080, "z9hG4bK1")
    assert message.body == b"body"


def test_what_is_written_is_read_again():
    message = parse_message(INVITE)
    assert parse_message(message.to_bytes()) == message


def test_compact_folded_and_spaced_headers():
    text = (
        b"OPTIONS sip:a@127.0.0.1 SIP/2.0\r\n"
        b"v:  SIP / 2.0 / UDP\r\n  127.0.0.1 : 5080 ;branch=z9hG4bK2 ,"
        b" SIP/2.0/TCP proxy.example;branch=z9hG4bK3\r\n"
        b'f  : "A, \\"B\\" <c>" <sip:x@y.example> ; tag = 7\r\n'
        b"t:sip:a@127.0.0.1;tag=8\r\n"
        b"i: abc\r\nCSEQ: 0009 OPTIONS\r\nk: timer, replaces\r\nl: 0\r\n\r\nleft over"
    )
    message = parse_message(text)
    assert [via.partition(";")[0].strip() for via in message.all("via")] == [
        "SIP / 2.0 / UDP 127.0.0.1 : 5080",
        "SIP/2.0/TCP proxy.example",
    ]
    assert (message.via.host, message.via.port) == ("127.0.0.1", 5080)
    assert message.from_.name == 'A, "B" <c>'
    assert (message.from_.tag, message.to.tag) == ("7", "8")
    assert message.cseq == (9, "OPTIONS")
    assert message.tokens("supported") == {"timer", "replaces"}
    assert message.body == b""


def changed(old: bytes, new: bytes) -> bytes:
    assert old in INVITE
    return INVITE.replace(old, new)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (changed(b"CSeq: 1 INVITE", b"CSeq: 1 OPTIONS"), 400),
        (changed(b"CSeq: 1 INVITE", b"CSeq: 99999999999 INVITE"), None),
        (changed(b"CSeq: 1 INVITE", b"CSeq: -1 INVITE"), None),
        (changed(b"CSeq: 1 INVITE\r\n", b""), None),
        (changed(b"Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK1;rport\r\n", b""), None),
        (changed(b"127.0.0.1:5080;", b"127.0.0.1:99999;"), None),
        (changed(b"Call-ID: one@127.0.0.1", b"Call-ID: one two"), 400),
        (changed(b"Call-ID: one@127.0.0.1", b"Call-ID: one\r\nCall-ID: two"), None),
        (changed(b"Content-Length: 4", b"Content-Length: 5"), 400),
        (changed(b"Content-Length: 4", b"Content-Length: -4"), 400),
        (changed(b"Content-Length: 4", b"Content-Length: 4\r\nl: 4"), 400),
        (changed(b"Max-Forwards: 70", b"Max-Forwards: 300"), 400),
        (changed(b"Max-Forwards: 70", b"Max-Forwards"), 400),
        (changed(b"Max-Forwards: 70", b"Max Forwards: 70"), 400),
        (changed(b"From: Eva <sip:eva@town.example>;tag=a", b'From: "Eva <sip:eva@town.example>;tag=a'), 400),
        (changed(b"From: Eva <sip:eva@town.example>;tag=a", b"From: <eva>;tag=a"), 400),
        (changed(b"From: Eva <sip:eva@town.example>;tag=a", b"From: <sip:e@e.example>;tag=a;tag=b"), 400),
        (changed(b"SIP/2.0\r\nVia", b"SIP/7.0\r\nVia"), 505),
        (changed(b"INVITE sip", b"INVITE  sip"), 400),
        (changed(b"4710000100@127.0.0.1 SIP/2.0", b"4710000100@127.0.0.1; x SIP/2.0"), 400),
        (changed(b"INVITE sip:4710000100@127.0.0.1 SIP/2.0", b"INVITE SIP/2.0"), None),
        (changed(b"Max-Forwards: 70", b"Max-Forwards: 70\r\nX: a\x00b"), None),
        (b"", None),
        (b"\r\n\r\n", None),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", None),
        (b"SIP/2.0 999 Odd\r\n\r\n", None),
        (b"\xff\xfe\x00\x01" * 50 + b"\r\n\r\n", None),
        (INVITE[:-30], None),
        (INVITE + b"x" * 70000, None),
        (changed(b"Max-Forwards: 70\r\n", b"X: y\r\n" * 300), None),
        (changed(b"INVITE sip:4710000100@127.0.0.1", b"ACK sip:a@b").replace(b"1 INVITE", b"1 BYE"), None),
    ],
)
def test_malformed_messages_are_refused_or_dropped(data, status):
    with pytest.raises(Unreadable) as caught:
        parse_message(data)
    if status is None:
        assert caught.value.message is None
    else:
        assert caught.value.message is not None
        assert caught.value.status == status


def test_a_stream_needs_a_length():
    data = changed(b"Content-Length: 4\r\n\r\nbody", b"\r\n")
    assert parse_message(data).body == b""
    with pytest.raises(Unreadable):
        parse_message(data, stream=True)


@given(st.binary(max_size=400))
def test_garbage_never_raises_anything_else(data):
    for tail in (b"", b"\r\n\r\n"):
        with contextlib.suppress(Unreadable):
            parse_message(data + tail)


@given(st.integers(0, len(INVITE) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_a_damaged_invite_never_raises_anything_else(place, noise, replace):
    data = INVITE[:place] + noise + INVITE[place + (len(noise) if replace else 0) :]
    try:
        message = parse_message(data)
    except Unreadable as error:
        if error.message is not None:
            error.message.to_bytes()
    else:
        message.to_bytes()
        _ = message.via, message.cseq, message.from_.tag, message.to.tag


@given(
    st.lists(
        st.tuples(st.sampled_from(["x-a", "subject", "x-b"]), st.text('abc é<>";,', min_size=1)), max_size=5
    )
)
def test_any_headers_survive_the_round_trip(extra):
    message = parse_message(INVITE)
    for name, value in extra:
        if value.strip():
            message.add(name, value.strip())
    again = parse_message(message.to_bytes())
    assert again.all("x-a") == message.all("x-a")
    assert [name for name, _ in again.headers][:6] == ["via", "max-forwards", "from", "to", "call-id", "cseq"]


def test_the_true_length_is_written_whatever_a_header_says():
    message = Message(status=200, reason="OK", headers=[("content-length", "99")], body=b"abc")
    assert message.to_bytes() == b"SIP/2.0 200 OK\r\nContent-Length: 3\r\n\r\nabc"
