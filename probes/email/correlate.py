"""Which attempt a letter belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from probes.email.account import MailAccount
from probes.email.arrived import Matched
from probes.email.letter import Letter
from probes.email.token import token_of_id, tokens_in

K = TypeVar("K")


class Match(NamedTuple, Generic[K]):
    """The attempt that a letter belongs to, and how that is known."""

    attempt: K
    by: Matched


@dataclass(frozen=True, slots=True)
class OpenLetter(Generic[K]):
    """What an attempt's letters are known by. `attempt` is whatever the caller names attempts by."""

    attempt: K
    token: str
    address: str = ""
    """Our own address for it, which counts only where nobody else has the same."""
    message_ids: tuple[str, ...] = ()
    case_numbers: tuple[str, ...] = ()
    sender_domain: str = ""
    """The domain of the organisation's address; a case number counts only from there if it is given."""


@dataclass(slots=True)
class MatchIndex(Generic[K]):
    """The attempts whose letters may still come, indexed: a letter costs the same for one and for 5,000.

    First our own address, which nobody else has: it holds even if a letter lost its thread. Then the thread
    (In-Reply-To, References, and what a bounce returns). Last the case number that an earlier letter or
    the form's confirmation brought. Two attempts with the same claim: nobody's, for a wrong match is worse
    than one in the tray.
    """

    accounts: tuple[MailAccount, ...]
    _tokens: dict[str, K] = field(default_factory=dict)
    _ids: dict[str, K] = field(default_factory=dict)
    _cases: dict[str, list[OpenLetter[K]]] = field(default_factory=dict)

    def add(self, letters: Iterable[OpenLetter[K]]) -> None:
        """Add attempts to be looked for."""
        for each in letters:
            self._tokens[each.token] = each.attempt
            for message_id in each.message_ids:
                self._ids[message_id.lower()] = each.attempt
            for number in each.case_numbers:
                self._cases.setdefault(plain_case(number), []).append(each)

    def match(self, letter: Letter, *, case_number: str | None = None) -> Match[K] | None:
        """Return the attempt of a letter, None if it is nobody's. `case_number` is what the sorting found."""
        addresses = [each.address for each in letter.recipients]
        by_token = {
            self._tokens[token] for token in tokens_in(addresses, self.accounts) if token in self._tokens
        }
        if len(by_token) == 1:
            return Match(by_token.pop(), Matched.ADDRESS)
        for message_id in letter.thread_ids:
            found = self._ids.get(message_id.lower())
            if found is None and (token := token_of_id(message_id.lower())) is not None:
                found = self._tokens.get(token)
            if found is not None and (not by_token or found in by_token):
                return Match(found, Matched.REFERENCES)
        if case_number and not by_token:
            domain = letter.sender.address.rpartition("@")[2].lower() if letter.sender else ""
            claims = {
                each.attempt
                for each in self._cases.get(plain_case(case_number), ())
                if not each.sender_domain or _same_house(domain, each.sender_domain)
            }
            if len(claims) == 1:
                return Match(claims.pop(), Matched.CASE_NUMBER)
        return None


def plain_case(number: str) -> str:
    """Return a case number as it is compared: without spaces, in small letters."""
    return "".join(number.split()).lower().strip("#[]()")


def _same_house(domain: str, own: str) -> bool:
    own = own.lower()
    return domain == own or domain.endswith("." + own) or own.endswith("." + domain)
