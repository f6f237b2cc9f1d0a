import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from probes.email.own_words import OwnWords
from probes.email.sorting.known_text import Fingerprint, own_fingerprint, seen_before
from probes.email.sorting.our_matter import stems
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
    ("automatic", "do_not_reply", "received", "will_answer", "number_given", "thanks", "meanwhile", "service",
     "conditional", "away", "back", "instead", "left", "undelivered", "delayed", "newsletter", "survey",
     "closing", "receipt", "framing")
)  # fmt: skip
_SAID_BY_PERSONS_TOO = frozenset(("thanks", "meanwhile", "conditional"))
"""Beside a price or a day these take nothing away: `the deadline is 1 March, and you apply on our pages`."""
_FORM_LINE = re.compile(r"[A-ZÆØÅÄÖ][\w æøåäö/.-]{1,28}:\s+\S.{0,80}")
_FORM_LINES = 2
_FIGURE = re.compile(r"\d|§")
_GREETS = re.compile(r"^(?i:hei|hej|heisann|hallo|kjære|kære|bästa|dear|hi|hello)\s+([A-ZÆØÅÄÖ][\w-]+)\b")
_MIN_WORDS = 4
_CURT = 10
"""Words: machines say more than that."""
_COMMON_STEMS = 2
_AT_ONCE_S = 30
_SOON_S = 120
_LATE_S = 4 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the signs of a letter's shape are read from."""

    own: OwnWords
    heard: Sequence[tuple[str, Heard]]
    """The sentences of the writer's own words, each with its signs."""
    linked: bool
    """It says that it answers something: a reply's subject, In-Reply-To, a quotation."""
    has_number: bool
    """It names a case number."""
    enquiry: str = ""
    known: Collection[Fingerprint] = ()
    elapsed_s: float | None = None
    """Seconds from our sending to its coming. The bounds are the project's own choice."""
    working_time: bool | None = None
    """Whether it came while people were at work there."""


def shape_signs(shape: Shape) -> tuple[str, ...]:
    """Return the signs of a letter's shape, by the names of `weights.SHAPE`."""
    said = (*_substance(shape), *_around(shape.own), *_matter(shape.heard, shape.enquiry))
    framed = (*_frame(shape), *_time(shape.elapsed_s, shape.working_time))
    return (*said, *framed, *_known(shape.own, shape.known))


def _substance(shape: Shape) -> Iterator[str]:
    says = [
        sentence
        for number, (sentence, signs) in enumerate(shape.heard)
        if not _is_routine(sentence, signs)
        and (len(sentence.split()) >= _MIN_WORDS or "answer" in signs)
        and not (number == 0 and _is_greeting(sentence))
        and not _FORM_LINE.fullmatch(sentence)
    ]
    if not shape.own.words.strip():
        yield "empty"
    else:
        yield f"substance-{min(len(says), 3)}" if says else "no-substance"
    if any(sentence.endswith("?") for sentence in says):
        yield "question"
    if says:
        # A machine's words fit every question; whoever answers one names its price, day or paragraph.
        yield "specific" if any(_FIGURE.search(sentence) for sentence in says) else "unspecific"


def _frame(shape: Shape) -> Iterator[str]:
    yield "answers-ours" if shape.linked else "answers-nothing"
    words = sum(len(sentence.split()) for sentence, _ in shape.heard)
    if (
        shape.linked
        and 0 < words <= _CURT
        and not any(_NO_SUBSTANCE & signs.keys() for _, signs in shape.heard)
    ):
        yield "curt"
    if shape.has_number:
        yield "case-number"
    if sum(bool(_FORM_LINE.fullmatch(line.strip())) for line in shape.own.words.split("\n")) >= _FORM_LINES:
        yield "form-lines"
    first = next((line.strip() for line in shape.own.words.split("\n") if line.strip()), "")
    if (named := _GREETS.match(first)) and not _NO_NAMES.search(named[1]):
        yield "greets-by-name"


def _is_routine(sentence: str, signs: Heard) -> bool:
    spoken = _NO_SUBSTANCE & signs.keys()
    return bool(spoken - _SAID_BY_PERSONS_TOO if _FIGURE.search(sentence) else spoken)


def _is_greeting(sentence: str) -> bool:
    return sentence.endswith((",", "!")) and len(sentence.split()) <= _MIN_WORDS


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
    said = " ".join(sentence for sentence, signs in heard if not _is_routine(sentence, signs))
    if len(stems(enquiry) & stems(said)) >= _COMMON_STEMS:
        yield "our-matter"


def _time(elapsed_s: float | None, working_time: bool | None) -> Iterator[str]:
    if working_time is False:
        yield "out-of-hours"
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
