"""48 messages that no stack should send, in the manner of RFC 4475 (SIP torture tests).

None is copied from there. Each is what a call can meet: stray requests at the caller's port, and
responses to its INVITE that are malformed, misdirected or merely unusual. `Torture.make` takes the
INVITE they answer or disturb and the port from which they come.
"""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.probes.phone.peers.raw_peer import Message

_BRANCHES = itertools.count(time.monotonic_ns())
"""A stack takes two requests with one branch for the same request."""

Maker = Callable[[Message, int], bytes]


@dataclass(frozen=True, slots=True)
class Torture:
    """One message: its name, and the function that makes its bytes.

    `progress` means that it is a lawful response after all. `fatal` means that the native library
    aborts if an answer follows it (pjproject 2.15.1 asserts): that costs the call and must cost no more.
    """

    name: str
    make: Maker
    progress: bool = False
    fatal: bool = False


def text(raw: str) -> bytes:
    """Return SIP text with CRLF line ends."""
    return raw.replace("\n", "\r\n").encode()


def _request(
    method: str = "OPTIONS",
    *,
    line: str | None = None,
    drop: tuple[str, ...] = (),
    put: tuple[str, ...] = (),
    body: str = "",
    length: str | None = None,
    **replaced: str,
) -> Maker:
    """Return a maker of a request that is whole but for what the arguments change."""

    def make(invite: Message, port: int) -> bytes:
        host, caller_port = invite.sender
        uri = f"sip:svartid@{host}:{caller_port}"
        headers = {
            "Via": f"SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK-torture-{next(_BRANCHES)}",
            "From": f"<sip:tester@127.0.0.1:{port}>;tag=torture",
            "To": f"<{uri}>",
            "Call-ID": f"torture-{port}@127.0.0.1",
            "CSeq": f"7 {method}",
            "Max-Forwards": "70",
            "Contact": f"<sip:tester@127.0.0.1:{port}>",
            "Content-Length": length if length is not None else str(len(body)),
        } | {name.replace("_", "-"): value for name, value in replaced.items()}
        kept = [f"{name}: {value}" for name, value in headers.items() if name not in drop]
        start = (line or "{method} {uri} SIP/2.0").format(method=method, uri=uri, host=host, port=caller_port)
        return text("\n".join([start, *put, *kept, "", body]))

    return make


def _response(
    status: str = "183 Session Progress",
    *,
    drop: tuple[str, ...] = (),
    put: tuple[str, ...] = (),
    body: str = "",
    length: str | None = None,
    **replaced: str,
) -> Maker:
    """Return a maker of a response to the INVITE that is whole but for what the arguments change."""

    def make(invite: Message, port: int) -> bytes:
        headers = {
            "Via": invite.header("Via"),
            "From": invite.header("From"),
            "To": invite.header("To") + ";tag=torture",
            "Call-ID": invite.header("Call-ID"),
            "CSeq": invite.header("CSeq"),
            "Contact": f"<sip:organisation@127.0.0.1:{port}>",
            "Content-Length": length if length is not None else str(len(body)),
        } | {name.replace("_", "-"): value for name, value in replaced.items()}
        kept = [f"{name}: {value}" for name, value in headers.items() if name not in drop]
        return text("\n".join([f"SIP/2.0 {status}", *put, *kept, "", body]))

    return make


def _in_dialogue(method: str, tags: str, *put: str) -> Maker:
    """Return a maker of a request that claims to belong to the call."""

    def make(invite: Message, port: int) -> bytes:
        own = invite.header("From").partition(";tag=")[0]
        return _request(
            method,
            put=put,
            From=f"{invite.header('To')};tag=other",
            To=f"{own}{tags}",
            Call_ID=invite.header("Call-ID"),
        )(invite, port)

    return make


def _truncated(invite: Message, port: int) -> bytes:
    whole = _response("180 Ringing")(invite, port)
    return whole[: whole.index(b"Call-ID") + 12]


def _two_in_one(invite: Message, port: int) -> bytes:
    return _request("OPTIONS")(invite, port) + _request("OPTIONS", Call_ID="second@127.0.0.1")(invite, port)


def _not_utf8(invite: Message, port: int) -> bytes:
    return _request("OPTIONS", Subject="NOISE")(invite, port).replace(b"NOISE", bytes(range(128, 256)))


def _noise(invite: Message, port: int) -> bytes:
    return np.random.default_rng(4475).bytes(1200)


_BAD_SDP = "v=0\no=\nm=audio 999999 RTP/AVP 8 8 8 banana\na=rtpmap:\n"
_NO_CODEC = "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 97\n"
_ELSEWHERE = "SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-elsewhere"
_FOLDED = "Subject : a\n\t\n   word\n on   four\n\tlines"

TORTURES = (
    # Bytes that are hardly SIP
    Torture("empty_datagram", lambda *_: b""),
    Torture("nothing_but_line_ends", lambda *_: b"\r\n" * 700),
    Torture("nothing_but_zeros", lambda *_: bytes(900)),
    Torture("noise", _noise),
    Torture("web_request", lambda *_: b"GET / HTTP/1.1\r\nHost: fjordvik.example\r\n\r\n"),
    Torture("start_line_only", lambda *_: b"OPTIONS sip:a@b SIP/2.0"),
    Torture("two_messages_in_a_datagram", _two_in_one),
    Torture("bytes_that_are_not_utf8", _not_utf8),
    # Requests whose start line is odd
    Torture("method_of_every_token_sign", _request("Odd-!%*_+`'~.9", put=())),
    Torture("version_of_the_future", _request(line="{method} {uri} SIP/7.3")),
    Torture("unknown_scheme", _request(line="{method} fjord:left;of=harbour SIP/2.0")),
    Torture("uri_in_angle_brackets", _request(line="{method} <{uri}> SIP/2.0")),
    Torture("blanks_inside_the_uri", _request(line="{method} {uri}; lr SIP/2.0")),
    Torture("many_blanks_in_the_start_line", _request(line="{method}   {uri}   SIP/2.0  ")),
    Torture(
        "zeros_escaped_in_the_user", _request(line="{method} sip:%00%73v%C3%A5r%00@{host}:{port} SIP/2.0")
    ),
    Torture(
        "headers_inside_the_uri", _request(line="{method} {uri}?Route=%3Csip:127.0.0.1%3E&body=x SIP/2.0")
    ),
    # Requests whose headers are odd
    Torture("folded_headers_and_odd_case", _request(put=(_FOLDED, "sUbJeCt: again", "x-EMPTY :"))),
    Torture("header_of_thirty_thousand_signs", _request(put=("X-Long: " + "fjord" * 6000,))),
    Torture("two_hundred_vias", _request(put=("Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKv",) * 200)),
    Torture("no_call_id", _request(drop=("Call-ID",))),
    Torture("no_via", _request(drop=("Via",))),
    Torture("no_from_no_to", _request(drop=("From", "To"))),
    Torture("sequence_number_too_large", _request(CSeq="36893488147419103232 OPTIONS")),
    Torture("sequence_of_another_method", _request(CSeq="7 INVITE")),
    Torture("negative_length", _request(length="-999")),
    Torture("length_beyond_the_datagram", _request(length="9999", body="short")),
    Torture("length_that_overflows", _request(length="4294967301", body="short")),
    Torture("quote_that_never_ends", _request(From='"Kari Nordmann <sip:kari@fjordvik.example>;tag=q')),
    Torture("via_with_an_empty_branch", _request(Via="SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK")),
    Torture("no_hops_left", _request(Max_Forwards="0")),
    Torture(
        "required_extension_unknown", _request(put=("Require: nothing-knows-this", "Proxy-Require: nor-this"))
    ),
    # Requests that should not reach a caller, or pretend to belong to its call
    Torture("call_to_the_caller", _request("INVITE", CSeq="7 INVITE")),
    Torture(
        "call_with_broken_media",
        _request("INVITE", CSeq="7 INVITE", body=_BAD_SDP, put=("Content-Type: application/sdp",)),
    ),
    Torture(
        "transfer_from_a_stranger", _request("REFER", put=("Refer-To: <sip:+4710000001@fjordvik.example>",))
    ),
    Torture("goodbye_to_no_call", _request("BYE", To="<sip:svartid@127.0.0.1>;tag=none")),
    Torture("goodbye_with_the_tags_of_a_stranger", _in_dialogue("BYE", ";tag=stranger")),
    Torture("cancel_of_nothing", _request("CANCEL")),
    Torture("acknowledgement_of_nothing", _request("ACK")),
    # Responses to the INVITE
    Torture("status_of_eleven_digits", _response("18000000000 Ringing")),
    Torture("status_zero", _response("0 Nothing")),
    Torture("status_never_heard_of_without_reason", _response("199 "), progress=True),
    Torture("reason_in_other_letters", _response("182 = 2**3 * 3**2 но это кø 😐"), progress=True),
    Torture("answer_to_another_method", _response("200 OK", CSeq="99 OPTIONS", body=_NO_CODEC)),
    Torture(
        "answer_to_another_caller",
        _response("200 OK", Via=_ELSEWHERE, From="<sip:svartid@127.0.0.1>;tag=other"),
    ),
    Torture("refusal_of_another_branch", _response("603 Decline", Via=_ELSEWHERE)),
    Torture("response_cut_off", _truncated),
    Torture(
        "progress_with_media_that_make_no_sense",
        _response(put=("Content-Type: application/sdp",), body=_BAD_SDP),
        fatal=True,
    ),
    Torture(
        "ringing_with_a_hundred_contacts", _response("180 Ringing", put=("Contact: <sip:x@[::1>;q=9",) * 100)
    ),
)
