import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

_ADDRESS = re.compile(
    r"(?<![\w.+-])([a-z0-9æøåäö][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?![\w-])", re.IGNORECASE
)
_OF_A_PERSON = re.compile(r"[^\W\d_]{2,}[._][^\W\d_]{2,}")
_OF_AN_OFFICE = re.compile(
    r"post|info|kontakt|contact|kund|customer|service|support|help|hjelp|hjälp|kommun|firma|office|kontor"
    r"|torg|registrator|diarium|arkiv|admin|mail|booking|bestill|bestall|innbygger|medborgar|borger|enquir"
    r"|feedback|sekretariat|skole|skola|barnehage|forskola|bygg|bibliotek|kultur|teknisk|miljo"
)
_MOST = 5


class Mailboxes(NamedTuple):
    """The addresses that a page shows: those of offices, the likeliest first, and those of single persons."""

    offices: tuple[str, ...]
    persons: tuple[str, ...]
    """Left out of a proposal: an organisation is asked, not somebody."""


NO_MAILBOXES = Mailboxes((), ())


def mailboxes_on_page(*, links: Iterable[str], words: str) -> Mailboxes:
    """Return the mailboxes of a page from its `mailto:` links and its visible words.

    Linked ones come first; five offices at most, each once, in small letters.
    """
    linked = [unquote(link.partition(":")[2].partition("?")[0]) for link in links]
    found = [match[1].lower() for text in (*linked, words[:200_000]) for match in _ADDRESS.finditer(text)]
    offices: list[str] = []
    persons: list[str] = []
    for address in dict.fromkeys(found):
        name = address.partition("@")[0]
        of_a_person = _OF_A_PERSON.fullmatch(name) and not _OF_AN_OFFICE.search(name)
        (persons if of_a_person else offices).append(address)
    return Mailboxes(tuple(offices[:_MOST]), tuple(persons))
