import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.errors import BadMessage
from probes.sandbox.sip.sdp import Media, own_offer

HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"


def offer(*lines: str) -> bytes:
    return (HEAD + "".join(f"{line}\r\n" for line in lines)).encode()


def test_an_offer_and_its_answer():
    media = Media.parse(
        offer("m=video 6000 RTP/AVP 96", "m=audio 4000 RTP/AVP 96 0 8 101", "a=rtpmap:96 opus/48000/2",
              "a=rtpmap:101 telephone-event/8000", "a=sendonly")
    )  # fmt: skip
    assert (media.host, media.port, media.codecs, media.keys) == (
        "127.0.0.1",
        4000,
        ((0, "PCMU"), (8, "PCMA")),
        101,
    )
    assert media.held
    answer = media.answer(host="127.0.0.1", port=5000, accepted=("PCMA", "PCMU"))
    assert answer is not None
    body = answer.to_body(session=7, version=2).decode()
    assert body.index("m=video 0 RTP/AVP 96") < body.index("m=audio 5000 RTP/AVP 8 101")
    assert "a=recvonly" in body
    assert Media.parse(body.encode()).codecs == ((8, "PCMA"),)


def test_a_codec_under_another_number_and_the_address_of_the_stream():
    media = Media.parse(offer("m=audio 4000 RTP/AVP 97", "c=IN IP4 127.0.0.9", "a=rtpmap:97 pcma/8000/1"))
    assert (media.codecs, media.host, media.keys) == (((97, "PCMA"),), "127.0.0.9", None)


def test_no_common_codec_is_no_answer():
    media = Media.parse(offer("m=audio 4000 RTP/AVP 18"))
    assert media.answer(host="127.0.0.1", port=1, accepted=("PCMA",)) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"\xff\xfe",
        HEAD.encode(),
        offer("m=audio 0 RTP/AVP 8"),
        offer("m=audio 70000 RTP/AVP 8"),
        offer("m=audio 4000 RTP/AVP 8x"),
        offer("m=audio"),
        offer("m=audio 4000 RTP/AVP 8", "a=rtpmap:8"),
        offer("m=audio 4000 RTP/SAVP 8"),
        offer("m=audio 4000 RTP/AVP 8", "c=IN IP4 300.1.1.1"),
        offer("m=audio 4000 RTP/AVP 8", "c=IN IP6 ::1"),
        b"v=0\r\nm=audio 4000 RTP/AVP 8\r\n",
        b"v=0\r\nM=audio\r\n",
    ],
)
def test_bad_descriptions_are_refused(body):
    with pytest.raises(BadMessage):
        Media.parse(body)


@given(st.binary(max_size=200))
def test_garbage_raises_bad_message_only(data):
    for head in (b"", HEAD.encode() + b"m=audio 4000 RTP/AVP 8\r\n"):
        with contextlib.suppress(BadMessage):
            Media.parse(head + data)


@pytest.mark.parametrize("direction", ["sendrecv", "sendonly", "recvonly", "inactive"])
def test_our_offer_is_read_back(direction):
    media = own_offer(host="127.0.0.1", port=4000, codecs=("PCMU", "PCMA"), direction=direction)
    again = Media.parse(media.to_body(session=1, version=1))
    assert (again.codecs, again.keys, again.direction) == (((0, "PCMU"), (8, "PCMA")), 101, direction)
