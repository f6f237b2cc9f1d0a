import re

from probes.sandbox.sip.message import Message


def key_of_info(request: Message) -> str | None:
    """Return the key that a SIP INFO carries (`application/dtmf-relay`, `application/dtmf`), or None."""
    kind = request.get("content-type").partition(";")[0].strip().lower()
    text = request.body.decode("latin-1")
    if kind == "application/dtmf-relay":
        match = re.search(r"(?im)^\s*Signal\s*=\s*([0-9*#A-D])\s*$", text)
    elif kind == "application/dtmf":
        match = re.fullmatch(r"\s*([0-9*#A-Da-d])\s*", text)
    else:
        return None
    return match[1].upper() if match else None
