import math
from collections import defaultdict
from collections.abc import Collection, Iterator

from probes.email.letter import Letter
from probes.email.own_words import own_words
from probes.email.sorting.case_number import find_case_number
from probes.email.sorting.decision import Decision
from probes.email.sorting.guess_languages import guess_languages
from probes.email.sorting.header_signs import header_signs
from probes.email.sorting.kind import LetterKind
from probes.email.sorting.known_text import Fingerprint
from probes.email.sorting.our_matter import stems
from probes.email.sorting.sentences import sentences
from probes.email.sorting.shape_signs import Shape, shape_signs
from probes.email.sorting.weights import HEADERS, PRIOR, SHAPE, WORDS, Weights
from probes.email.sorting.wording_signs import Heard, signs_of_sentence, signs_of_subject

_MOST_SURE = 0.99
_MOST_READ = 30_000
"""Characters of a letter that are looked at: whoever answers does so at the beginning."""
_BELOW = frozenset({"titles", "automatic", "do_not_reply", "newsletter"})
"""Signs that count under the greeting, too."""
_BURDEN = 1.5
"""How many times likelier than any other kind a person must be. Project's own choice: a machine's letter
taken for a person's ends the wait, and flatters; a person's taken for a machine's is only looked at later."""
_NAMED_WEIGHT = 0.3
"""Signs that speak less than this for the kind are not named among the reasons."""


def sort_letter(
    *,
    letter: Letter,
    enquiry: str = "",
    known: Collection[Fingerprint] = (),
    elapsed_s: float | None = None,
    working_time: bool | None = None,
) -> Decision:
    """Decide what kind of letter it is. Pure; never raises for a letter's content.

    Each sign found (headers, reports, wording, shape, timing) speaks with its weight for or against the
    kinds; the kind with the largest sum wins, and the confidence is its share among `exp(sum)`. `enquiry` is
    what we wrote, so that our own words are not taken for the writer's. `known` are fingerprints
    (`known_text.letter_fingerprint`) of letters that came to *other* enquiries from the same touchpoint: the
    same text twice is a machine's. `elapsed_s` is the time from our sending to its coming, `working_time`
    whether it came while the touchpoint has people at work: both None where it is not known.
    """
    own = own_words(letter.text[:_MOST_READ], enquiry)
    languages = guess_languages(f"{letter.subject}\n{own.words}\n{own.signature}")
    ours = stems(enquiry)
    heard = [(sentence, signs_of_sentence(sentence, languages, ours)) for sentence in sentences(own.words)]
    below = [signs_of_sentence(line[:500], languages) for line in own.signature.split("\n")[:12]]
    of_subject = signs_of_subject(letter.subject, languages)
    signs = dict(_weighed(letter, of_subject, heard, below))
    number = find_case_number(subject=letter.subject, text=f"{own.words}\n{own.signature}")
    shape = Shape(
        own=own,
        heard=heard,
        linked=bool(letter.thread_ids or "subject_reply" in of_subject or own.quoted),
        has_number=number is not None,
        enquiry=enquiry,
        known=known,
        elapsed_s=elapsed_s,
        working_time=working_time,
    )
    for name in shape_signs(shape):
        signs[f"shape:{name}"] = SHAPE[name]
    sums = defaultdict(float, PRIOR)
    for weights in signs.values():
        for kind, weight in weights.items():
            sums[kind] += weight
    burden = {LetterKind.PERSON: math.log(_BURDEN)}
    kind = max(sums, key=lambda one: sums[one] - burden.get(one, 0.0))
    confidence = 1 / sum(math.exp(sums[other] - sums[kind]) for other in sums)
    reasons = _reasons(signs, kind)
    if kind is LetterKind.ACKNOWLEDGEMENT and number:
        kind, reasons = LetterKind.CASE_NUMBER, (*reasons, "words:case-number")
    return Decision(kind, min(round(confidence, 3), _MOST_SURE), reasons, number)


def _weighed(
    letter: Letter, of_subject: Heard, heard: list[tuple[str, Heard]], below: list[Heard]
) -> Iterator[tuple[str, Weights]]:
    for name in header_signs(letter):
        yield f"header:{name}", HEADERS[name]
    told = dict(of_subject)
    for _, signs in heard:
        for name, language in signs.items():
            if name != "titles":
                told.setdefault(name, language)
    for signs in below:
        for name in _BELOW & signs.keys():
            told.setdefault(name, signs[name])
    for name, language in told.items():
        yield f"{language}:{name}", WORDS[name]


def _reasons(signs: dict[str, Weights], kind: LetterKind) -> tuple[str, ...]:
    def speaks(weights: Weights) -> float:
        against = [-weight for other, weight in weights.items() if other is not kind and weight < 0]
        return max(weights.get(kind, 0.0), max(against, default=0.0))

    for_it = [(name, speaks(weights)) for name, weights in signs.items() if speaks(weights) >= _NAMED_WEIGHT]
    return tuple(name for name, _ in sorted(for_it, key=lambda pair: (-pair[1], pair[0])))
