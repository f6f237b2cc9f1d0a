"""The word by which an attempt's letters are known."""

import re
import secrets
from collections.abc import Iterable

from probes.email.account import TOKEN, MailAccount

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_LENGTH = 12
"""60 bits: nobody guesses one, and two attempts never share one. Project's own choice."""


def new_token() -> str:
    """Return a word that nobody can guess: 12 small letters and digits that are not taken for one another."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def token_pattern(account: MailAccount) -> re.Pattern[str]:
    """Return the pattern of an account's addresses, the token in group 1; nothing fits one without tokens.

    The domain and what stands around the token must fit, in any case: mail systems change it.
    """
    if not account.by_token:
        return re.compile(r"(?!)")
    before, _, after = account.address.partition(TOKEN)
    return re.compile(f"{re.escape(before)}([{_ALPHABET}]{{{_LENGTH}}}){re.escape(after)}", re.IGNORECASE)


def tokens_in(addresses: Iterable[str], accounts: Iterable[MailAccount]) -> list[str]:
    """Return the tokens in these addresses, in order, each once; none of another house's addresses."""
    patterns = [token_pattern(account) for account in accounts]
    found = (
        match[1].lower()
        for address in addresses
        for pattern in patterns
        if (match := pattern.fullmatch(address.strip()))
    )
    return list(dict.fromkeys(found))


def message_id_for(token: str, domain: str) -> str:
    """Return the Message-ID of an attempt's letter, without angle brackets; the token stands in it, too."""
    return f"{token}.{secrets.token_hex(6)}@{domain}"


_IN_ID = re.compile(rf"([{_ALPHABET}]{{{_LENGTH}}})\.[0-9a-f]{{12}}@(.+)")


def token_of_id(message_id: str) -> str | None:
    """Return the token in a Message-ID of ours (see `message_id_for`), None if it is not of that form."""
    match = _IN_ID.fullmatch(message_id)
    return match[1] if match else None
