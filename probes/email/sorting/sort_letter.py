from collections.abc import Collection

from probes.email.letter import Letter
from probes.email.sorting.decision import Decision
from probes.email.sorting.kind import LetterKind


def sort_letter(*, letter: Letter, enquiry: str = "", known: Collection[tuple[int, ...]] = ()) -> Decision:
    """Decide what kind of letter it is. Pure; never raises for a letter's content.

    `enquiry` is what we wrote (subject and words), so that a reply may be known by its matter. `known`
    are fingerprints (`probes.email.sorting.known_text`) of texts that came to other enquiries from the same
    touchpoint: the same text twice is a machine's.
    """
    del enquiry, known
    if any(one.action == "failed" for one in letter.delivery_report):
        return Decision(LetterKind.BOUNCE, 0.99, ("report:failed",))
    if not letter.may_be_answered:
        return Decision(LetterKind.ACKNOWLEDGEMENT, 0.6, ("header:automatic",))
    return Decision(LetterKind.PERSON, 0.5, ())
