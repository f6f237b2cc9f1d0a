import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from probes.errors import NotAllowed

_NAME_ADDR = re.compile(
    r"""\s*(?P<name>"(?:[^"\\]|\\.)*"|[\w .!%*+`'~-]*?)\s*<(?P<uri>[^<>]*)>[^<>]*""", re.DOTALL
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?", re.ASCII)
_NUMBER = re.compile(r"[0-9*#+]+", re.ASCII)
_HEADERS = frozenset({"replaces", "require"})
"""The only headers that an address may bring along: an attended transfer needs them."""


@dataclass(frozen=True, slots=True)
class DialTarget:
    """What a target says once its spelling is undone.

    `number` is what would be dialled if the user part (or the whole target) is a number, else "".
    `user`, `host` (lower case) and `port` are those of a SIP address, else "" and 0. `uri` is
    the address itself, without display name, "" for a plain number. `suspects` are all the
    number-like parts, the harmless ones included.
    """

    uri: str
    number: str
    user: str
    host: str
    port: int
    suspects: tuple[str, ...]


def read_target(text: str) -> DialTarget:
    """Take a number, tel: or SIP address, or a name with one in angle brackets, apart.

    Raises NotAllowed for whatever cannot be understood without a doubt: an address that two
    machines may read in two ways must not be dialled.
    """
    if any(unicodedata.category(sign) == "Cc" for sign in unquote_all(text)):
        raise NotAllowed(f"{text!r}: a target holds no control characters")
    suspects: list[str] = []
    named = _NAME_ADDR.fullmatch(text)
    if named:
        suspects += _numbers_in(unquote_all(named["name"]))
        text = named["uri"]
    text = text.strip()
    scheme = _SCHEME.match(text)
    if scheme is None:
        number = _plain_number(text, shown=text)
        return DialTarget("", number, "", "", 0, (*suspects, number))
    kind, rest = scheme[1].lower(), text[scheme.end() :]
    if kind == "tel":
        return _tel(rest, shown=text, suspects=suspects)
    if kind in ("sip", "sips"):
        return _sip(kind, rest, shown=text, suspects=suspects)
    raise NotAllowed(f"{text}: {kind}: addresses are not dialled – give a number or a sip: address")


def unquote_all(text: str) -> str:
    """Undo percent-encoding, however often it was applied, and compatibility forms of letters and digits."""
    for _ in range(8):
        plain = unquote(text)
        if plain == text:
            break
        text = plain
    return unicodedata.normalize("NFKC", text)


def _plain_number(text: str, *, shown: str) -> str:
    number = squeeze(text)
    if not _NUMBER.fullmatch(number):
        raise NotAllowed(
            f"{shown}: this is neither a number nor a sip: address (extensions and pauses are the script's"
            " to press, not the number's)"
        )
    return number


def squeeze(text: str) -> str:
    """Return a number without its punctuation, its digits in ASCII; other characters stay."""
    kept = []
    for sign in unquote_all(text):
        digit = unicodedata.decimal(sign, None)
        if digit is not None:
            kept.append(str(digit))
        elif sign in "./~·" or unicodedata.category(sign) in {"Zs", "Pd", "Ps", "Pe", "Cf", "Cc", "Mn", "Me"}:
            continue
        else:
            kept.append("+" if sign == "＋" else sign)
    return "".join(kept)


def _tel(rest: str, *, shown: str, suspects: list[str]) -> DialTarget:
    number, *parameters = unquote_all(rest).split(";")
    context = _context(parameters, shown=shown)
    found = _plain_number(number, shown=shown)
    return DialTarget(
        "", context + found if context else found, "", "", 0, (*suspects, found, context + found)
    )


def _sip(kind: str, rest: str, *, shown: str, suspects: list[str]) -> DialTarget:
    if not rest.isascii() or any(sign.isspace() or not sign.isprintable() for sign in unquote_all(rest)):
        raise NotAllowed(f"{shown!r}: a sip: address is written in plain ASCII without spaces")
    address, _, headers = rest.partition("?")
    _check_headers(headers, shown=shown)
    before, at, after = address.rpartition("@")
    hostport, *parameters = (after if at else address).split(";")
    host = _HOST.fullmatch(hostport)
    if host is None or "@" in before:
        raise NotAllowed(f"{shown}: the host of this address cannot be read")
    if re.fullmatch(r"[+\d]+", host[1]):
        raise NotAllowed(f"{shown}: a number stands where the host should – write sip:user@host")
    if any(parameter.lower().startswith("maddr") for parameter in map(unquote_all, parameters)):
        raise NotAllowed(f"{shown}: maddr would send the call to another host than the one that is checked")
    user, *user_parameters = unquote_all(before).split(";")
    if ":" in user or "@" in user:
        raise NotAllowed(f"{shown}: an address with a password or a second @ is not dialled")
    context = _context(user_parameters, shown=shown) if user_parameters else ""
    number = _as_number(user)
    if any(unquote_all(parameter).lower() == "user=phone" for parameter in parameters) and not number:
        raise NotAllowed(f"{shown}: user=phone promises a number, {user!r} is none")
    if user.lower() in ("sos", "emergency", "nodnummer", "nødnummer"):
        raise NotAllowed(f"{shown}: an emergency service is never called")
    full = context + number if context and number else number
    found = tuple(one for one in (*suspects, number, full, *_numbers_in(user)) if one)
    return DialTarget(f"{kind}:{rest}", full, user, host[1].lower(), int(host[2] or 0), found)


def _context(parameters: list[str], *, shown: str) -> str:
    """Return a global phone-context (RFC 3966) as digits, "" if there is none. Others are refused."""
    context = ""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() != "phone-context":
            raise NotAllowed(f"{shown}: the parameter {name} of a number changes what is dialled")
        if value.lstrip().startswith("+"):
            context = _plain_number(value, shown=shown)
    return context


def _check_headers(headers: str, *, shown: str) -> None:
    for header in filter(None, headers.split("&")):
        name = unquote_all(header.partition("=")[0]).strip().lower()
        if name not in _HEADERS:
            raise NotAllowed(f"{shown}: the header {name} must not ride on an address")


def _as_number(user: str) -> str:
    """Return the digits of a user part that an exchange may dial, "" for a name."""
    bare = re.sub(r"[^0-9A-Za-z+*#]", "", squeeze(user))
    return bare if _NUMBER.fullmatch(bare) else ""


def _numbers_in(text: str) -> list[str]:
    """Return what looks like a number in a name: the whole, and the part before a pause sign."""
    bare = re.sub(r"[^0-9A-Za-z+*#@:]", "", squeeze(text))
    parts = [bare, *re.split(r"[pPwWxX@:]", bare)]
    return [part for part in parts if _NUMBER.fullmatch(part)]
