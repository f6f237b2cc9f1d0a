import json
import re
from collections.abc import Iterable
from typing import Any

from results.models import Shopper
from results.traces import ERASED

_DIGITS = re.compile(r"\+?\d(?:[ \u00a0().\-/]{0,2}\d){6,17}", re.ASCII)
_MAIL = re.compile(r"[^\s@<>,;:\"'()\[\]]+@[^\s@<>,;:\"'()\[\]]+\.\w+")
_SHORTEST = 4
"""Letters of a name that is looked for; a shorter one would hit strangers. The project's own choice."""


class Redaction:
    """Takes the words by which shoppers could be known out of texts, however they are spelled.

    Names in any case and with any spaces, mail addresses in any case, phones with or without country and
    with spaces and marks between the digits. As quick for a thousand people as for one.
    """

    def __init__(self, shoppers: Iterable[Shopper]) -> None:
        """Take the people who shall not be found any more."""
        self._names: dict[str, list[re.Pattern[str]]] = {}
        self._mails: set[str] = set()
        self._phones: set[str] = set()
        for shopper in shoppers:
            self._add_name(shopper.name)
            mail = shopper.email.casefold()
            self._mails |= {mail} - {""}
            self._add_name(mail.partition("@")[0])
            self._phones |= _phones(shopper.phone)
        self._words = re.compile(r"\w+")

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self._names or self._mails or self._phones)

    def clean(self, value: Any) -> Any:
        """Return a text, or JSON with texts in it, with ERASED where a trace stood."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {self.clean(key): self.clean(each) for key, each in value.items()}
        return [self.clean(each) for each in value] if isinstance(value, list) else value

    def clean_json(self, text: str) -> str:
        """Return JSON without the traces in its texts; it stays JSON, and as it was if there are none."""
        if self._text(text) == text:
            return text
        return json.dumps(self.clean(json.loads(text)), ensure_ascii=False)

    def _add_name(self, name: str) -> None:
        words = re.findall(r"\w+", name)
        if len(name) >= _SHORTEST and words:
            pattern = r"[\W_]{1,3}".join(map(re.escape, words))
            found = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
            self._names.setdefault(words[0].casefold(), []).append(found)

    def _text(self, text: str) -> str:
        if self._mails and "@" in text:
            text = _MAIL.sub(lambda m: ERASED if m[0].casefold() in self._mails else m[0], text)
        if self._phones:
            text = _DIGITS.sub(lambda m: self._digits(m[0]), text)
        if self._names:
            begins = {word.casefold() for word in self._words.findall(text)} & self._names.keys()
            for begin in begins:
                for pattern in self._names[begin]:
                    text = pattern.sub(ERASED, text)
        return text

    def _digits(self, written: str) -> str:
        plain = re.sub(r"\D", "", written)
        if plain in self._phones or plain.removeprefix("00") in self._phones:
            return ERASED
        # A number may stand among other digits, such as a time before it.
        places = [place for place, sign in enumerate(written) if sign.isdigit()]
        for length in sorted({len(phone) for phone in self._phones if len(phone) >= 8}, reverse=True):
            for first in range(len(plain) - length + 1):
                if plain[first : first + length] in self._phones:
                    end = places[first + length - 1] + 1
                    return written[: places[first]] + ERASED + self._digits(written[end:])
        return written


def _phones(phone: str) -> set[str]:
    """Return a phone's digits as they may be written: with the country, and without."""
    import phonenumbers

    digits = re.sub(r"\D", "", phone)
    if phone.startswith("sip") or len(digits) < 7:
        return set()
    try:
        read = phonenumbers.parse(phone, None)
        national = str(read.national_number)
    except phonenumbers.NumberParseException:
        return {digits}
    return {digits, national, f"0{national}"} if len(national) >= 7 else {digits}
