import re
from typing import NamedTuple

_HEAD = (
    r"fra|frå|från|from|lähettäjä|sendt|sent|skickat|lähetetty|dato|date|datum|til|till|to|vastaanottaja|kopi|kopia"
    r"|cc|emne|ämne|subject|aihe"
)
_HEADER_LINE = re.compile(rf"^\s*\**(?:{_HEAD})\**\s*:\**\s?\S?", re.IGNORECASE)
_FROM_LINE = re.compile(r"^\s*\**(?:fra|frå|från|from|lähettäjä)\**\s*:", re.IGNORECASE)
_RULE = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:(?:opprinn?elig|opphavleg|original|ursprungligt|oprindelig|alkuperäinen"
    r"|videresendt|"
    r"vidaresendt|forwarded|vidarebefordrat|videresendt)\s+\w{0,14}(?:\s+\w{0,14})?)\s*[-_=*]{2,}\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^(?!>).{0,300}\b(?:skrev|wrote|kirjoitti|schrieb|skreiv)\b.{0,160}:\s*$", re.IGNORECASE | re.DOTALL
)
_WROTE_START = re.compile(
    r"^\s*(?:den|on|på|(?:mandag|måndag|tirsdag|tysdag|tisdag|onsdag|torsdag|fredag|l[aø]rdag|laurdag"
    r"|lördag|søndag|"
    r"sundag|søndag|söndag|man|mån|må|tir|tys|tis|ons|tor|fre|lør|lau|lör|søn|sun|sön)\b\.?,?|\d{1,2}\.|\d{4}-)\s*",
    re.IGNORECASE,
)
_REPLY_ABOVE = re.compile(
    r"^\W*(?:#+-?|—|-+)?\s*(?:please )?(?:type your reply|reply|write your reply|svara?|skriv(?: ditt"
    r"| dit)? svar(?:et)?"
    r"(?: ditt| dit)?|besvar)\b.{0,30}\b(?:above|over|ovanför|ovenfor|yli)\b.{0,40}(?:line|linjen|linja"
    r"|linien|raden)?",
    re.IGNORECASE,
)
_YOUR_ENQUIRY = re.compile(
    r"^\W*(?:(?:din|ditt|deres|your|di) (?:\w+ )?(?:henvendelse|henvending|melding|meddelande|meddelelse"
    r"|besked|"
    r"forespørsel|fråga|spørsmål|spørgsmål|spurnad|ärende|message|enquiry|inquiry|request"
    r"|question)(?: var| lød| lyder|"
    r" was| löd)?|du skrev|you wrote|opprinnelig (?:henvendelse|melding)|original message|kopi av (?:din"
    r"|di) \w+|"
    r"kopia av ditt \w+|henvendelsen din|meldingen din|meldinga di)\s*:\s*",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^\W*(?:med (?:venn?lig|vennleg|venlige?|vänlig|vänliga|beste|bedste|bästa)[\w ]{0,12} ?(?:hilsen"
    r"|hilsener|helsing|"
    r"hälsning|hälsningar)|mvh|m\.v\.h\.?|vh|venn?lig hilsen|vennleg helsing|beste hilsen|beste helsing"
    r"|helsing|"
    r"de(?:n)? beste hilsen|bedste hilsner|venlige hilsner|mange hilsner|hilsen|hilsner|kh|dbh"
    r"|vänlig(?:a)? hälsning(?:ar)?|"
    r"hälsning(?:ar)?|bästa hälsningar|allt gott|ha en (?:fin|god|bra|trevlig|dejlig) \w{2,12}|"
    r"(?:kind|best|warm|many)(?:est)? (?:regards|wishes|thanks)|regards|kindly|cheers|sincerely"
    r"|yours (?:sincerely|"
    r"faithfully|truly)|all the best|ystävällisin terveisin|terveisin|yst\. terv\.?)\b",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\W*(?:sendt fra|sent from|skickat från|hent outlook|get outlook|hämta outlook|lähetetty|sendt frå"
    r"|hämta )\b.{0,60}$",
    re.IGNORECASE,
)
_LONG_RULE = re.compile(r"^\s*[-_=]{5,}\s*$")
_MAX_LINE = 400
"""A longer line is nobody's greeting or heading, and patterns are not tried on it."""
_MAX_SIGN_OFF_WORDS = 9


class OwnWords(NamedTuple):
    """A letter's words by who wrote them."""

    words: str
    """What the writer says now."""
    signature: str
    """From the greeting at the end on: names, titles, addresses, notices."""
    quoted: str
    """Earlier letters, ours among them."""


def own_words(text: str, enquiry: str = "") -> OwnWords:
    """Part a letter's visible text into the writer's own words, the signature and what is quoted.

    `enquiry` is what we wrote: its sentences are ours even where nothing marks them as quoted. A letter of
    nothing but quoted text keeps it as its words, for something must have been meant by it.
    """
    lines = text.split("\n")
    own, quoted = _split_quoted(lines)
    own, ours = _without_ours(own, enquiry)
    words, signature = _split_signature(own)
    if not "".join(words + signature).strip() and quoted:
        words = [line.lstrip("> ") for line in quoted if not _HEADER_LINE.match(line)]
        words, again = _without_ours(words, enquiry)
        words, signature = _split_signature(words)
        ours += again
    return OwnWords(_tidy(words), _tidy(signature), _tidy(quoted + ours))


def _split_quoted(lines: list[str]) -> tuple[list[str], list[str]]:
    own: list[str] = []
    quoted: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.startswith(">"):
            quoted.append(line)
        elif len(line) > _MAX_LINE:
            own.append(line)
        elif _REPLY_ABOVE.match(line):
            pass
        elif _starts_earlier_letter(lines, number):
            return own, quoted + lines[number:]
        elif length := _introduction(lines, number):
            quoted += lines[number : number + length]
            number += length - 1
            if not any(later.startswith(">") for later in lines[number + 1 : number + 4]):
                return own, quoted + lines[number + 1 :]
        else:
            own.append(line)
        number += 1
    return own, quoted


def _starts_earlier_letter(lines: list[str], number: int) -> bool:
    line = lines[number]
    if _RULE.match(line) or _YOUR_ENQUIRY.fullmatch(line.strip()):
        return True
    if _LONG_RULE.match(line):
        return any(_starts_earlier_letter(lines, later) for later in _next_words(lines, number))
    if not _FROM_LINE.match(line):
        return False
    near = [near[:_MAX_LINE] for near in lines[number + 1 : number + 8] if near.strip()]
    return sum(bool(_HEADER_LINE.match(one)) for one in near[:4]) >= 2


def _next_words(lines: list[str], number: int) -> list[int]:
    near = range(number + 1, min(number + 4, len(lines)))
    return [later for later in near if lines[later].strip() and not _LONG_RULE.match(lines[later])][:1]


def _introduction(lines: list[str], number: int) -> int:
    """Return how many lines introduce a quotation (`On … Kari wrote:`), 0 if they do not."""
    if not _WROTE_START.match(lines[number]) and "@" not in lines[number] and ">" not in lines[number]:
        return 0
    for length in (1, 2, 3):
        if _WROTE.match("\n".join(near[:_MAX_LINE] for near in lines[number : number + length])):
            return length
    return 0


def _split_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    for number, whole in enumerate(lines):
        line = whole[:_MAX_LINE]
        if line.rstrip() == "--" or line.startswith("-- "):
            return lines[:number], lines[number:]
        closes = _SIGN_OFF.match(line) and len(line.split()) <= _MAX_SIGN_OFF_WORDS
        if (closes or _DEVICE.match(line)) and any(one.strip() for one in lines[:number]):
            return lines[:number], lines[number:]
    return lines, []


def _without_ours(lines: list[str], enquiry: str) -> tuple[list[str], list[str]]:
    known = _plain(enquiry)
    if not known:
        return lines, []
    own: list[str] = []
    ours: list[str] = []
    for line in lines:
        plain = _plain(line)
        (ours if len(plain.split()) >= 4 and f" {plain} " in f" {known} " else own).append(line)
    return own, ours


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
