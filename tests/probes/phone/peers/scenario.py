"""A few words in which SIPp's scenarios are written: each returns a piece of SIPp's XML.

    scenario(invited(), reply(180), reply(200, sdp=True), expect("ACK"), expect("BYE"), reply_inside(200))

The organisation is always the side that was called. Every `invited` notes who called, so that later
requests of the organisation (`ask`) can be addressed to them.
"""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

TAG = "org[pid]x[call_number]"

REASONS = {
    100: "Trying", 180: "Ringing", 181: "Call Is Being Forwarded", 183: "Session Progress", 200: "OK",
    202: "Accepted", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Moved Temporarily",
    401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 407: "Proxy Authentication Required",
    405: "Method Not Allowed", 408: "Request Timeout", 410: "Gone", 415: "Unsupported Media Type",
    480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist", 484: "Address Incomplete", 486: "Busy Here",
    487: "Request Terminated", 488: "Not Acceptable Here", 491: "Request Pending",
    500: "Server Internal Error", 503: "Service Unavailable", 600: "Busy Everywhere", 603: "Decline",
}  # fmt: skip

_DIRECTIONS = {"sendrecv", "sendonly", "recvonly", "inactive"}


def scenario(*steps: str) -> str:
    """Put the steps into a whole scenario."""
    body = "\n".join(steps)
    return (
        '<?xml version="1.0" encoding="ISO-8859-1" ?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n'
        f'<scenario name="organisation">\n{body}\n'
        '<Reference variables="caller,callee,contact,via,number"/>\n</scenario>\n'
    )


def invited(*, actions: str = "") -> str:
    """Wait for an INVITE and note what later messages need of it."""
    return (
        '<recv request="INVITE" rrs="true"><action>'
        '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="caller"/>'
        '<ereg regexp=".*" search_in="hdr" header="To:" assign_to="callee"/>'
        '<ereg regexp="sip:[^>]*" search_in="hdr" header="Contact:" assign_to="contact"/>'
        '<ereg regexp=".*" search_in="hdr" header="Via:" assign_to="via"/>'
        '<ereg regexp="[0-9]+" search_in="hdr" header="CSeq:" assign_to="number"/>'
        f"{actions}</action></recv>"
    )


def expect(method: str, *, optional: bool = False, crlf: bool = False) -> str:
    """Wait for a request."""
    return f'<recv request="{method}"{_flag("optional", optional)}{_flag("crlf", crlf)}/>'


def expect_reply(status: int, *, optional: bool = False) -> str:
    """Wait for a response to what `ask` has sent."""
    return f'<recv response="{status}"{_flag("optional", optional)}/>'


def reply(
    status: int,
    *headers: str,
    sdp: bool | str = False,
    tag: bool = True,
    version: int = 1,
    retransmit_ms: int | None = None,
) -> str:
    """Answer the last request; `sdp` adds our description of the media (or names its direction)."""
    lines = [
        f"SIP/2.0 {status} {REASONS[status]}",
        "[last_Via:]",
        "[last_From:]",
        f"[last_To:]{';tag=' + TAG if tag else ''}",
        "[last_Call-ID:]",
        "[last_CSeq:]",
        "[last_Record-Route:]",
        *([] if any(header.startswith("Contact:") for header in headers) else [_CONTACT]),
        *headers,
    ]
    return _send(lines, sdp=sdp, version=version, retransmit_ms=retransmit_ms)


def answer_invite(status: int, *headers: str, sdp: bool | str = False, number: str = "[$number]") -> str:
    """Answer the INVITE although other messages came after it (`number`: of the CSeq)."""
    lines = [
        f"SIP/2.0 {status} {REASONS[status]}",
        "Via:[$via]",
        "From:[$caller]",
        f"To:[$callee];tag={TAG}",
        "Call-ID: [call_id]",
        f"CSeq: {number} INVITE",
        _CONTACT,
        *headers,
    ]
    return _send(lines, sdp=sdp, version=1, retransmit_ms=None)


def reply_inside(status: int, *headers: str, sdp: bool | str = False, version: int = 1) -> str:
    """Answer a request inside the dialogue, where To has its tag already."""
    return reply(status, *headers, sdp=sdp, tag=False, version=version)


def ask(
    method: str, *headers: str, cseq: int, sdp: bool | str = False, version: int = 2, retransmit_ms: int = 500
) -> str:
    """Send a request of the organisation inside the dialogue."""
    lines = [
        f"{method} [$contact] SIP/2.0",
        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]",
        f"From:[$callee];tag={TAG}",
        "To:[$caller]",
        "Call-ID: [call_id]",
        f"CSeq: {cseq} {method}",
        _CONTACT,
        "Max-Forwards: 70",
        *headers,
    ]
    return _send(lines, sdp=sdp, version=version, retransmit_ms=None if method == "ACK" else retransmit_ms)


def pause(ms: int) -> str:
    """Do nothing for a while."""
    return f'<pause milliseconds="{ms}"/>'


def stream(sound: str, *, loops: int = -1) -> str:
    """Begin to send the raw A-law file by RTP (`loops` -1: for ever)."""
    return f"<nop><action><exec rtp_stream={quoteattr(f'{sound},{loops},8,PCMA/8000')}/></action></nop>"


def stop_stream() -> str:
    """Pause the RTP."""
    return '<nop><action><exec rtp_stream="pause"/></action></nop>'


def check_credentials(user: str, password: str) -> str:
    """Return an action for `invited`: the call fails in SIPp if the digest is wrong."""
    return f'<verifyauth assign_to="known" username={quoteattr(user)} password={quoteattr(password)}/>'


def only_if_known() -> str:
    """Go on only if `check_credentials` was content; else the scenario answers 403 and fails."""
    return (
        '<nop test="known" next="1"/>'
        + reply(403)
        + expect("ACK")
        + '<nop><action><exec int_cmd="stop_now"/></action></nop><label id="1"/>'
    )


_CONTACT = "Contact: <sip:organisation@[local_ip]:[local_port];transport=[transport]>"


def _flag(name: str, on: bool) -> str:
    return f' {name}="true"' if on else ""


def _sdp(direction: str, version: int) -> Iterable[str]:
    yield "v=0"
    yield f"o=organisation 53655765 {version} IN IP[local_ip_type] [local_ip]"
    yield "s=-"
    yield "c=IN IP[media_ip_type] [media_ip]"
    yield "t=0 0"
    yield "m=audio [rtpstream_audio_port] RTP/AVP 8 101"
    yield "a=rtpmap:8 PCMA/8000"
    yield "a=rtpmap:101 telephone-event/8000"
    yield "a=fmtp:101 0-16"
    yield "a=ptime:20"
    yield f"a={direction}"


def _send(lines: list[str], *, sdp: bool | str, version: int, retransmit_ms: int | None) -> str:
    content: list[str] = []
    if sdp is not False:
        direction = sdp if isinstance(sdp, str) else "sendrecv"
        assert direction in _DIRECTIONS
        lines = [*lines, "Content-Type: application/sdp"]
        content = list(_sdp(direction, version))
    text = "\n".join([*lines, "Content-Length: [len]", "", *content])
    timer = f' retrans="{retransmit_ms}"' if retransmit_ms else ""
    return f"<send{timer}><![CDATA[\n\n{text}\n\n]]></send>"
