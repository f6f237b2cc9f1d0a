"""Lexical pieces shared by the SIP parsers (RFC 3261, section 25.1)."""

import re

from probes.errors import BadMessage

TOKEN = re.compile(r"[A-Za-z0-9\-.!%*_+`'~]+\Z")
_PARAMETER = re.compile(
    r"""\s*;\s*(?P<name>[A-Za-z0-9\-.!%*_+`'~]+)
        (?:\s*=\s*(?P<value>"(?:[^"\\]|\\.)*"|[A-Za-z0-9\-.!%*_+`'~\[\]:]+))?\s*""",
    re.VERBOSE,
)


def split_list(value: str) -> list[str]:
    """Split a header value at commas that stand neither in quotes nor in angle brackets.

    Raises BadMessage if a quote or a bracket is never closed, or an element is empty.
    """
    parts: list[str] = []
    begin, quoted, escaped, inside = 0, False, False, False
    for place, letter in enumerate(value):
        if quoted:
            if escaped:
                escaped = False
            elif letter == "\\":
                escaped = True
            elif letter == '"':
                quoted = False
        elif letter == '"' and not inside:
            quoted = True
        elif letter == "<":
            inside = True
        elif letter == ">":
            inside = False
        elif letter == "," and not inside:
            parts.append(value[begin:place].strip())
            begin = place + 1
    if quoted or inside:
        raise BadMessage(f"unclosed quote or bracket in {value!r}")
    parts.append(value[begin:].strip())
    if not all(parts):
        raise BadMessage(f"empty element in {value!r}")
    return parts


def parse_parameters(text: str) -> dict[str, str | None]:
    """Read `;name=value;name` into a dictionary with names in lower case.

    Raises BadMessage on anything left over or a name given twice.
    """
    found: dict[str, str | None] = {}
    place = 0
    while place < len(text):
        match = _PARAMETER.match(text, place)
        if match is None:
            raise BadMessage(f"bad parameters {text!r}")
        name, value = match["name"].lower(), match["value"]
        if name in found:
            raise BadMessage(f"parameter {name} given twice")
        found[name] = unquote(value) if value is not None and value.startswith('"') else value
        place = match.end()
    return found


def format_parameters(parameters: dict[str, str | None]) -> str:
    """Write parameters as `;name=value`, quoting what is no token."""
    return "".join(
        f";{name}" if value is None else f";{name}={value if _plain(value) else quote(value)}"
        for name, value in parameters.items()
    )


def quote(text: str) -> str:
    """Write a quoted string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def unquote(text: str) -> str:
    """Read a quoted string."""
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def number(text: str, *, what: str, below: int) -> int:
    """Read a decimal number of ASCII digits smaller than `below`. Raises BadMessage naming `what`."""
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) >= below:
        raise BadMessage(f"{what}: bad number {text[:20]!r}")
    return int(text)


def _plain(value: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9\-.!%*_+`'~\[\]:]+", value) is not None
