import hashlib
import hmac
import re
import secrets

from probes.phone import sip_text

_DEBOUNCE_NS = 500_000_000
"""Exchanges send name and number in two UPDATEs a few ms apart (measured with Asterisk)."""


class IdentityWatch:
    """Notices that the far end now says it is somebody else (RFC 3325, RFC 4916).

    Only a keyed hash leaves this class; the key lives as long as the leg, so that nobody can look
    a number up in it afterwards, while a return to an earlier voice in one call still shows.
    """

    def __init__(self, dialled: str) -> None:
        self._key = secrets.token_bytes(16)
        self._dialled = _user(dialled)
        self._known = ""
        self._from_user = self._dialled
        self._quiet_until_ns = 0

    def learn(self, message: str) -> None:
        """Take what an answer to our own INVITE says: the baseline."""
        self._known = sip_text.asserted_identity(message) or self._known

    def changed(self, message: str, at_ns: int) -> str | None:
        """Return the new identity's hash if this UPDATE or re-INVITE brings one, else None."""
        told = sip_text.asserted_identity(message)
        if told:
            known, self._known = self._known, told
            new = told != known and not (known == "" and _user(told) == self._dialled)
        else:
            told = sip_text.header(message, "From")
            before, self._from_user = self._from_user, _user(told)
            new = self._from_user not in ("", before)
        if not new:
            return None
        quiet, self._quiet_until_ns = self._quiet_until_ns, at_ns + _DEBOUNCE_NS
        return None if at_ns < quiet else self._hash(told)

    def _hash(self, told: str) -> str:
        return hmac.new(self._key, told.encode(), hashlib.sha256).hexdigest()[:16]


def _user(value: str) -> str:
    found = re.search(r"(?:sips?|tel):([^@;>]+)@?", value, re.IGNORECASE)
    return found.group(1) if found else ""
