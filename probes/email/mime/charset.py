"""Bytes into text, whatever the letter says of its charset."""

import re
from typing import NamedTuple

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""Control characters, and characters that show nothing or turn the direction of writing."""

_KNOWN = re.compile(
    r"^(us-ascii|ascii|utf-?8|utf-?16(le|be)?|iso-?8859-?\d{1,2}|latin-?\d{1,2}|l\d|(windows|cp)-?(125\d|437|850|865)"
    r"|mac-?roman|macintosh|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(jp|kr)|iso-2022-jp)$"
)
"""Charsets that are decoded by name. Python knows others that are slow, warn, or are no charsets at all."""

_CALLED_OTHERWISE = {"macintosh": "mac-roman", "us-ascii": "utf-8", "ascii": "utf-8"}
"""What is declared as US-ASCII is UTF-8 in practice as soon as it holds a Nordic letter."""

_LATIN = re.compile(r"^(iso-?8859-?1|latin-?1|l1)$")


class Decoded(NamedTuple):
    """Text, and whether the declared charset fitted."""

    text: str
    fitted: bool


def decode(content: bytes, declared: str | None) -> Decoded:
    """Return the text of `content`. Never raises: what fits nothing becomes U+FFFD.

    Latin-1 is read as Windows-1252, its superset in mail (as the WHATWG Encoding Standard does). A
    charset that is unknown or does not fit is replaced by UTF-8, then by Windows-1252.
    """
    name = (declared or "").strip().strip("\"'").lower()
    if name and _KNOWN.match(name):
        name = re.sub("^windows-?", "cp", _CALLED_OTHERWISE.get(name, name))
        codec = "cp1252" if _LATIN.match(name) else name
        try:
            errors = "replace" if codec == "cp1252" else "strict"
            return Decoded(tidy(content.decode(codec, errors)), fitted=True)
        except (UnicodeError, LookupError):
            pass
    try:
        return Decoded(tidy(content.decode("utf-8")), fitted=not name or name == "unknown-8bit")
    except UnicodeDecodeError:
        return Decoded(tidy(content.decode("cp1252", "replace")), fitted=False)


def tidy(text: str) -> str:
    """Return the text with plain line ends, without NULs and without characters that show nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\x85", "\n")
    text = _UNSEEN.sub("", text)
    return text.encode("utf-8", "replace").decode("utf-8")
