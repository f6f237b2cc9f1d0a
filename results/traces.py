import json
import re
from contextlib import suppress
from typing import Any

import phonenumbers

from results.models import Shopper

ERASED = "[erased]"
"""What stands where a name, mail address or phone stood."""

_GAP = r"[\s.\-()/\u00a0]{0,2}"
"""What people write between the digits of a phone number."""


class Traces:
    """The words that would give a person away, as they may stand in texts, and their removal.

    Name, mail address and phone are found anywhere, in any case, the phone however it is spaced and with or
    without its country. First and last name alone are found in free words only (`words=True`), and
    as whole words: elsewhere "Berg" may be a street.
    """

    def __init__(self, shopper: Shopper) -> None:
        """Take the person as long as the record still knows who it is."""
        name = " ".join(shopper.name.split())
        texts = {name, json.dumps(name)[1:-1], shopper.email, shopper.email.partition("@")[0]}
        longest = sorted((text for text in texts if len(text) >= 4), key=len, reverse=True)
        patterns = [re.escape(text).replace(r"\ ", r"\s+") for text in longest]
        patterns += [_digits(number) for number in _spelled(shopper.phone)]
        self._anywhere = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        parts = [re.escape(part) for part in re.split(r"[\s-]", name) if len(part) >= 2]
        self._in_words = re.compile(rf"\b(?:{'|'.join(parts)})\b") if parts else None

    def clean(self, text: str, *, words: bool = False) -> str:
        """Return a text without the person."""
        if self._anywhere is not None:
            text = self._anywhere.sub(ERASED, text)
        if words and self._in_words is not None:
            text = self._in_words.sub(ERASED, text)
        return text

    def clean_value(self, value: Any, *, words: bool = False) -> Any:
        """Return plain JSON without the person; keys stay."""
        if isinstance(value, str):
            return self.clean(value, words=words)
        if isinstance(value, dict):
            return {key: self.clean_value(each, words=words) for key, each in value.items()}
        return [self.clean_value(each, words=words) for each in value] if isinstance(value, list) else value

    def clean_bytes(self, content: bytes) -> bytes:
        """Return a file without the person; what is not text passes through byte by byte."""
        text = content.decode("utf-8", errors="surrogateescape")
        return self.clean(text).encode("utf-8", errors="surrogateescape")


def _spelled(phone: str) -> list[str]:
    """Return the digits of a number with its country and without, longest first; short ones are left out."""
    digits = re.sub(r"\D", "", phone)
    spelled = {digits}
    with suppress(phonenumbers.NumberParseException):
        spelled.add(str(phonenumbers.parse(phone).national_number))
    return sorted((each for each in spelled if len(each) >= 6), key=len, reverse=True)


def _digits(number: str) -> str:
    return rf"(?:\+|\b00|(?<!\d)){_GAP.join(number)}(?!\d)"
