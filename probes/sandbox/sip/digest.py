import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Literal

from probes.sandbox.sip.text import unquote

Verdict = Literal["good", "bad", "stale", "missing"]
_FIELD = re.compile(r'\s*([A-Za-z]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,"]+)\s*(?:,|\Z)')


@dataclass(slots=True)
class DigestGate:
    """Digest authentication of the server side (RFC 3261, section 22, RFC 2617: MD5, qop auth).

    Nonces carry their time of birth and a signature, so nothing is stored but the nonce counts, which
    must rise (replay). `stale_after_s` is the life of a nonce in seconds.
    """

    realm: str
    user: str
    password: str
    stale_after_s: float = 300.0
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    _counts: dict[str, int] = field(default_factory=dict)

    def challenge(self, *, stale: bool) -> str:
        """Return the value of a WWW-Authenticate header with a fresh nonce."""
        flag = ", stale=true" if stale else ""
        nonce = self._nonce(time.monotonic_ns())
        return f'Digest realm="{self.realm}", nonce="{nonce}", algorithm=MD5, qop="auth"{flag}'

    def judge(self, authorization: str, *, method: str) -> Verdict:
        """Judge the value of an Authorization header (empty: none was sent)."""
        fields = parse_credentials(authorization)
        if fields is None or fields.get("realm") != self.realm:
            return "missing"
        nonce = fields.get("nonce", "")
        born = nonce.partition("-")[0]
        if not re.fullmatch(r"[0-9]{1,20}", born) or not hmac.compare_digest(nonce, self._nonce(int(born))):
            return "stale"
        expected = digest_response(fields, password=self.password, method=method)
        if fields.get("username") != self.user or not hmac.compare_digest(
            expected, fields.get("response", "").encode("utf-8", "replace").decode()
        ):
            return "bad"
        if time.monotonic_ns() - int(born) > self.stale_after_s * 1e9:
            return "stale"
        return self._count(nonce, fields)

    def _count(self, nonce: str, fields: dict[str, str]) -> Verdict:
        if not fields.get("qop"):
            return "good"
        text = fields.get("nc", "")
        if not re.fullmatch(r"[0-9a-fA-F]{8}", text):
            return "bad"
        if int(text, 16) <= self._counts.get(nonce, 0):
            return "stale"
        self._counts[nonce] = int(text, 16)
        return "good"

    def _nonce(self, born_ns: int) -> str:
        mark = hmac.new(self._secret, str(born_ns).encode(), hashlib.sha256).hexdigest()[:24]
        return f"{born_ns}-{mark}"


def digest_response(fields: dict[str, str], *, password: str, method: str) -> str:
    """Compute the response that `fields` (username, realm, nonce, uri, and with qop: nc, cnonce) deserve."""
    a1 = _md5(f"{fields.get('username', '')}:{fields.get('realm', '')}:{password}")
    a2 = _md5(f"{method}:{fields.get('uri', '')}")
    middle = fields.get("nonce", "")
    if fields.get("qop"):
        middle += f":{fields.get('nc', '')}:{fields.get('cnonce', '')}:{fields['qop']}"
    return _md5(f"{a1}:{middle}:{a2}")


def parse_credentials(text: str) -> dict[str, str] | None:
    """Read `Digest name=value, …` with names in lower case; None if it is nothing of the kind."""
    scheme, _, rest = text.strip().partition(" ")
    if scheme.lower() != "digest":
        return None
    found: dict[str, str] = {}
    place = 0
    while place < len(rest):
        match = _FIELD.match(rest, place)
        if match is None:
            return None
        value = match[2]
        found[match[1].lower()] = unquote(value) if value.startswith('"') else value
        place = match.end()
    return found


def _md5(text: str) -> str:
    # MD5 is what the standard names; the town guards nothing.
    return hashlib.md5(text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()
