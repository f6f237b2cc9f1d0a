import re
from collections.abc import Collection, Iterator, Sequence

from probes.email.own_words import OwnWords
from probes.email.sorting.known_text import Fingerprint, own_fingerprint, seen_before
from probes.email.sorting.wording_signs import Heard

_NO_NAMES = re.compile(
    r"kommun|service|kunde|kund|team|avdeling|avdelning|afdeling|post|senter|center|support|desk|etat|förvaltning"
    r"|forvaltning|borger|innbygger|medborgar|council|office|department|direktorat|nav\b|as\b|ab\b|aps\b|ltd|system"
    r"|robot|automat|kontor|tjeneste|tjänst|tenest|enhet|eining|oss|us\b|@|www|\d",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÆØÅÄÖÜ][\w'’-]+\.?(?: (?:[A-ZÆØÅÄÖÜ][\w'’.-]*|von|af|de|van|der)){0,3},?")
_AFTER_SIGN_OFF = re.compile(
    r"^[\w.,! ]{0,40}?(?:hilsen|helsing|hälsning(?:ar)?|mvh|vh|regards|hilsner|terveisin|sincerely),?\s+",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^(?:sendt fra|sendt frå|sent from|skickat från|hent outlook|get outlook|hämta outlook|lähetetty)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NO_SUBSTANCE = frozenset(
    ("automatic", "do_not_reply", "received", "will_answer", "number_given", "thanks", "meanwhile", "away", "back",
     "instead", "left", "undelivered", "delayed", "newsletter", "survey", "closing", "receipt", "framing")
)  # fmt: skip
_MIN_WORDS = 4
_AT_ONCE_S = 30
_SOON_S = 120
_LATE_S = 4 * 3600


def shape_signs(
    *,
    own: OwnWords,
    heard: Sequence[tuple[str, Heard]],
    enquiry: str,
    known: Collection[Fingerprint],
    elapsed_s: float | None,
) -> tuple[str, ...]:
    """Return the signs of a letter's shape, by the names of `weights.SHAPE`.

    `heard` are the sentences of the writer's own words with their signs; `elapsed_s` the seconds from our
    sending to its coming. Bounds in seconds are the project's own choice.
    """
    said = (*_substance(own, heard), *_around(own), *_matter(heard, enquiry))
    return (*said, *_time(elapsed_s), *_known(own, known))


def _substance(own: OwnWords, heard: Sequence[tuple[str, Heard]]) -> Iterator[str]:
    says = [
        sentence
        for number, (sentence, signs) in enumerate(heard)
        if not (_NO_SUBSTANCE & signs.keys())
        and (len(sentence.split()) >= _MIN_WORDS or "answer" in signs)
        and not (number == 0 and sentence.endswith((",", "!")) and len(sentence.split()) <= _MIN_WORDS)
    ]
    if not own.words.strip():
        yield "empty"
    else:
        yield f"substance-{min(len(says), 3)}" if says else "no-substance"
    if any(sentence.endswith("?") for sentence in says):
        yield "question"


def _around(own: OwnWords) -> Iterator[str]:
    if _DEVICE.search(own.signature):
        yield "telephone-signature"
    if own.quoted.strip():
        yield "quotes-us"
    lines = [line.strip() for line in own.signature.split("\n") if line.strip().strip("-—_")]
    if lines:
        lines[0] = _AFTER_SIGN_OFF.sub("", lines[0])
    if any(_NAME.fullmatch(line) and not _NO_NAMES.search(line) for line in lines[:3] if len(line) < 60):
        yield "signed-by-name"


def _matter(heard: Sequence[tuple[str, Heard]], enquiry: str) -> Iterator[str]:
    ours = set(_long_words(enquiry))
    said = {
        word
        for sentence, signs in heard
        if not _NO_SUBSTANCE & signs.keys()
        for word in _long_words(sentence)
    }
    if len(ours & said) >= 2:
        yield "our-matter"


def _time(elapsed_s: float | None) -> Iterator[str]:
    if elapsed_s is None:
        return
    if elapsed_s <= _AT_ONCE_S:
        yield "at-once"
    elif elapsed_s <= _SOON_S:
        yield "within-two-minutes"
    elif elapsed_s >= _LATE_S:
        yield "after-hours"


def _known(own: OwnWords, known: Collection[Fingerprint]) -> Iterator[str]:
    if known and seen_before(own_fingerprint(own), known):
        yield "seen-before"


def _long_words(text: str) -> list[str]:
    return re.findall(r"\w{6,}", text.lower())
