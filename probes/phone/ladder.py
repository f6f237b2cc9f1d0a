import re
from typing import NamedTuple

_HEAD = re.compile(r"^--- (?P<at>[\d.]+) s (?P<way>sent|received) (?P<peer>.*\S) \[(?P<leg>\w+)\]$")
_WIDTH = 46


class _Message(NamedTuple):
    at: float
    sent: bool
    peer: str
    leg: str
    first: str
    cseq: str
    sdp: bool


def ladder(trace: str) -> str:
    """Return the signalling trace as a ladder diagram in plain text: one arrow a message.

    `trace` is the text of `Line.trace`; whatever it does not hold, or holds in another form, is left out.
    """
    messages = _messages(trace)
    if not messages:
        return "no signalling\n"
    peers = list(dict.fromkeys((message.leg, message.peer) for message in messages))
    parts = []
    for leg, peer in peers:
        parts.append(f"{'':12}Svartid{'':{_WIDTH - 10}}{leg} {peer}")
        parts.append(f"{'':14}|{'':{_WIDTH}}|")
        parts += [_arrow(message) for message in messages if (message.leg, message.peer) == (leg, peer)]
        parts.append("")
    return "\n".join(parts) + "\n"


def _arrow(message: _Message) -> str:
    word = " ".join(part for part in (message.first, "(SDP)" if message.sdp else "") if part)
    word = word if len(word) <= _WIDTH - 6 else word[: _WIDTH - 7] + "…"
    line = f" {word} ".center(_WIDTH - 1, "-")
    arrow = f"|{line}>|" if message.sent else f"|<{line}|"
    return f"{message.at:10.3f} s  {arrow}  {message.cseq}".rstrip()


def _messages(trace: str) -> list[_Message]:
    found: list[_Message] = []
    head: re.Match[str] | None = None
    body: list[str] = []
    for line in [*trace.splitlines(), "--- end"]:
        new = _HEAD.match(line)
        if new is None and line != "--- end":
            body.append(line)
            continue
        if head is not None and (message := _message(head, body)) is not None:
            found.append(message)
        head, body = new, []
    return found


def _message(head: re.Match[str], body: list[str]) -> _Message | None:
    first = next((line for line in body if line.strip()), "")
    if not first:
        return None
    is_reply = first.startswith("SIP/2.0 ")
    word = first.removeprefix("SIP/2.0 ") if is_reply else first.split(" ")[0]
    cseq = next((line.split(":", 1)[1].strip() for line in body if line.lower().startswith("cseq:")), "")
    sdp = any(line.startswith("v=0") for line in body)
    return _Message(float(head["at"]), head["way"] == "sent", head["peer"], head["leg"], word, cseq, sdp)
