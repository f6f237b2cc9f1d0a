"""Reading single facts out of the raw text of a SIP message."""

import re

_COMPACT = {"call-id": "i", "from": "f", "to": "t", "contact": "m", "refer-to": "r", "content-type": "c"}

_PLACE = re.compile(r"sips?:[^\s<>;,?]+")
_PORT = re.compile(r":\d+$")


def header(message: str, name: str) -> str:
    """Return the first header of that name (full or compact form), folded lines joined, or ""."""
    short = _COMPACT.get(name.lower())
    names = re.escape(name) + (f"|{short}" if short else "")
    found = re.search(
        rf"^(?:{names})[ \t]*:[ \t]*(.*(?:\r?\n[ \t]+.*)*)", _head(message), re.IGNORECASE | re.MULTILINE
    )
    return re.sub(r"\r?\n[ \t]+", " ", found.group(1)).strip() if found else ""


def headers(message: str, name: str) -> list[str]:
    """Return every value of the headers of that name, in order, comma lists taken apart."""
    lines = re.findall(rf"^{re.escape(name)}[ \t]*:[ \t]*(.*)$", _head(message), re.IGNORECASE | re.MULTILINE)
    return [value.strip() for line in lines for value in re.split(r",(?=\s*<)", line) if value.strip()]


def status(message: str) -> int:
    """Return a response's status code, 0 for a request."""
    found = re.match(r"SIP/2\.0 (\d{3})", message)
    return int(found.group(1)) if found else 0


def method(message: str) -> str:
    """Return a request's method, or that of a response's CSeq."""
    if status(message):
        return header(message, "CSeq").rpartition(" ")[2].upper()
    return message.split(" ", 1)[0].upper()


def reason(message: str) -> str:
    """Return a response's reason phrase, "" for a request."""
    found = re.match(r"SIP/2\.0 \d{3} ([^\r\n]*)", message)
    return found.group(1).strip() if found else ""


def cause(message: str) -> int | None:
    """Return the Q.850 cause of the Reason header (RFC 3326), or None."""
    for value in re.findall(r"^Reason[ \t]*:[ \t]*(.*)$", _head(message), re.IGNORECASE | re.MULTILINE):
        found = re.search(r"Q\.850[^,]*?;\s*cause\s*=\s*(\d+)", value, re.IGNORECASE)
        if found:
            return int(found.group(1))
    return None


def asserted_identity(message: str) -> str:
    """Return the P-Asserted-Identity or Remote-Party-ID, "" where neither is sent."""
    value = header(message, "P-Asserted-Identity") or header(message, "Remote-Party-ID")
    return re.sub(r";(?:party|privacy|screen|id-type)=[^;,\s]*", "", value, flags=re.IGNORECASE).strip()


def host(uri: str) -> str:
    """Return the host of a SIP URI or name-addr in lower case, without port and parameters."""
    found = re.search(r"sips?:(?:[^@>]*@)?(\[[^\]]+\]|[^:;>?\s]+)", uri, re.IGNORECASE)
    return found.group(1).lower() if found else ""


def contact_with_port(message: str, uri: str) -> str:
    """Return the one Contact of a message that is `uri` but for a port; `uri` where none or several are."""
    bare = _PORT.sub("", uri.strip(" <>").partition(";")[0])
    places = [one for line in headers(message, "Contact") for one in _PLACE.findall(line)]
    found = {one for one in places if _PORT.sub("", one) == bare}
    return found.pop() if len(found) == 1 else uri


def _head(message: str) -> str:
    return re.split(r"\r?\n\r?\n", message, maxsplit=1)[0]
