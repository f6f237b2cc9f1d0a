import re

_NR = r"(?:-? ?(?:nummeret|numret|nummer|numeret|number|nr|no|id|kode|kod|code))"
_WORD = (
    rf"saks?(?:{_NR}|referanse)?|arkivsak{_NR}?|arkivref(?:eranse)?|journal(?:post)?{_NR}|dokument{_NR}"
    rf"|(?:referanse|referens|reference){_NR}?|kvitterings{_NR}|kvitto{_NR}|tilvisings{_NR}"
    r"|(?:our|your|vår|deres|din|dykkar|er|vores) ref(?:eranse|erens|erence)?|ref(?:nr)?"
    rf"|henvendelses{_NR}|henvendelse|(?:henvendings?|førespurnads?|meldings?|forespørsels?|forespørgsels?){_NR}"
    rf"|ärende{_NR}?|ärendet|diarie{_NR}|dnr|sags?{_NR}?|sagen|saken|saka"
    rf"|referansen|referensen|referencen|tilvisinga|(?:billett|oppgave|opgave|bilet|oppdrags){_NR}"
    rf"|(?:case|ticket|incident|request|enquiry|tracking|reference){_NR}?|case ref(?:erence)?|id{_NR}"
    r"|asia(?:numero)?|tapaus(?:numero)?|diaarinumero|asiatunnus|viite(?:numero)?"
)
_FORM = (
    r"(?:[A-ZÆØÅÄÖ]{1,8}[-_ /.]?|[A-Za-zæøåäö]{1,8}[-/])?"
    r"\d[\dA-Z]{0,19}(?:[-/.:_][A-Z]{0,4}-?\d[\dA-Z]{0,11}){0,4}"
    r"|[A-Z0-9]{1,10}(?:-[A-Z0-9]{1,10}){1,4}"
)
_SPACED = r"\d{2,4}(?: \d{2,4}){1,3}"
_MARKS = r"(?:\s[|–-](?=\s))?\s*[:=#№*\[(\"“«]{0,3}"
_NAMED = re.compile(
    rf"(?<![\w])(?i:{_WORD})\.?\s*(?i:ditt|din|dykkar|deres|vores|vår|vårt)?\s*(?i:nr|no|nummer|number|id)?\.?"
    rf"\s*(?i:er|är|is|on)?{_MARKS}\s*(?P<number>{_SPACED}|{_FORM})(?![\w@])"
)
_SAID = re.compile(
    rf"(?<![\w])(?i:{_WORD})(?: \w+){{1,4}}(?: (?i:er|är|is)|:)"
    rf"{_MARKS}\s*(?P<number>{_SPACED}|{_FORM})(?![\w@])"
)
_PLAIN = re.compile(
    rf"(?<![\w])(?P<of>\w{{0,25}}?)[- ]?(?i:nummer(?:et)?|numret|number|nr|\bid)\b\.?(?i: er| är| is)?"
    rf"\s*[:#]?\s*[#*\"“«]{{0,2}}(?P<number>{_FORM})(?![\w@])"
)
_OF_SOMETHING_ELSE = re.compile(
    r"(?:telefon|tlf|tel|mobil|org|organisa[st]jons|organisations|konto|post|person|fødsels|hus|gate|cvr|ean|phone"
    r"|mobile|kunde|kund|customer|målar|måler|mätar|side|sid|kort|rum|rom|linje|buss|cpr)$",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\[(?:[^\[\]\n#]{0,40}[#:\s])?#?(?P<number>(?:[A-Z]{1,8}-?)?\d[\dA-Z/._-]{2,24})\]"
    r"|##(?P<hashed>[A-Z0-9-]{3,24})##"
    r"|\(#(?P<round>\d{3,20})\)|(?<![\w&])#(?P<bare>\d{3,20})\b"
    r"|\[?\bref:(?P<force>_?[\w.!]{5,40}):ref\]?"
)
_CODE = re.compile(
    r"(?<![\w/-])(?P<number>(?:INC|CS|REQ|RITM|SR|CAS|TKT|HD|SAK"
    r"|SAG)[- ]?\d{4,14}(?:-[A-Z0-9]{3,8}){0,2})(?!\w)"
)
_ARCHIVE = re.compile(
    r"(?<![\w/.-])(?P<number>(?:19|20)\d\d/\d{2,7}(?:-\d{1,4})?|\d{2}/\d{4,6}(?:-\d{1,4})?)(?![\w/])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,2}([./])\d{1,2}(\1(\d{2}|\d{4})?)?|\d{4}([-/])\d{2}\4\d{2}|\d{1,2}[:.]\d{2}")
_LONGEST = 20_000
_MIN_DIGITS = 3


def find_case_number(*, subject: str = "", text: str = "") -> str | None:
    """Return the organisation's number for an enquiry, None if none is named.

    A named number ("saksnummer 2026/4711", "Ärendenr: 88-123") wins over a tag of the subject ("[#4711]"),
    and that over the bare forms of archives and ticket systems ("2026/4711", "INC0012345"). Years, dates and
    times are no case numbers. Serves letters and the confirmation pages of web forms alike.
    """
    return next(iter(case_numbers(subject=subject, text=text)), None)


def case_numbers(*, subject: str = "", text: str = "") -> tuple[str, ...]:
    """Return every case number named, the likeliest first, each once."""
    subject, text = _on_one_line(subject), _on_one_line(text)
    found: list[str] = []
    for pattern in (_NAMED, _SAID, _TAG, _CODE, _PLAIN, _ARCHIVE):
        places = (subject,) if pattern is _TAG else (subject, text)
        for place in places:
            for match in pattern.finditer(place):
                if pattern is _PLAIN and _OF_SOMETHING_ELSE.search(match["of"]):
                    continue
                number = next(
                    found for name, found in match.groupdict().items() if found and name != "of"
                ).strip(" .-_:/")
                if _is_number(number):
                    found.append(number)
    return tuple(dict.fromkeys(found))


def _on_one_line(text: str) -> str:
    # Runs of white space would make the patterns slow.
    return " ".join(text[:_LONGEST].split())


def same_case(one: str, other: str) -> bool:
    """True if two numbers mean the same case, however written (`KS 2026/4711`, `ks-2026-4711`)."""
    return _plain(one) == _plain(other) != ""


def _plain(number: str) -> str:
    return re.sub(r"[^0-9a-zæøåäö]+", "", number.lower())


def _is_number(number: str) -> bool:
    if _YEAR.fullmatch(number) or _DATE.fullmatch(number):
        return False
    return sum(sign.isdigit() for sign in number) >= _MIN_DIGITS
