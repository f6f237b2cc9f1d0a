from probes.errors import BadMessage
from probes.sandbox.sip.message import Message
from probes.sandbox.sip.transport import Address

REASONS = {
    100: "Trying", 180: "Ringing", 183: "Session Progress", 200: "OK", 202: "Accepted",
    301: "Moved Permanently", 302: "Moved Temporarily", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout", 410: "Gone",
    415: "Unsupported Media Type", 416: "Unsupported URI Scheme", 420: "Bad Extension",
    422: "Session Interval Too Small", 480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist", 482: "Loop Detected", 484: "Address Incomplete",
    486: "Busy Here", 487: "Request Terminated", 488: "Not Acceptable Here", 489: "Bad Event",
    491: "Request Pending", 500: "Server Internal Error", 501: "Not Implemented",
    503: "Service Unavailable", 505: "Version Not Supported", 600: "Busy Everywhere", 603: "Decline",
    606: "Not Acceptable",
}  # fmt: skip
"""Usual reason phrases."""


def make_reply(request: Message, status: int, *, to_tag: str = "", reason: str = "") -> Message:
    """Build a response (RFC 3261, section 8.2.6): Via, From, To, Call-ID, CSeq and Record-Route echoed."""
    reply = Message(status=status, reason=reason or REASONS.get(status, "Unknown"))
    for name, value in request.headers:
        if name in ("via", "from", "call-id", "cseq") or (name == "record-route" and status < 300):
            reply.add(name, value)
        elif name == "to":
            tagged = to_tag and status > 100 and not _tag(request)
            reply.add("to", f"{value};tag={to_tag}" if tagged else value)
    return reply


def way_back(request: Message, remote: Address) -> Address:
    """Return where a response over UDP goes (RFC 3261, section 18.2.2, and RFC 3581)."""
    via = request.via
    if "rport" in via.parameters:
        return remote
    return remote[0], via.port or 5060


def _tag(request: Message) -> str:
    try:
        return request.to.tag
    except BadMessage:
        return ""
