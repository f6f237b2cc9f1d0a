from functools import lru_cache

from probes.email.letter import read_letter
from probes.email.sorting.known_text import Fingerprint, letter_fingerprint
from results.errors import EvidenceDamaged
from results.models import Attempt, Letter
from results.store import Store

_MOST = 40
"""Letters of a touchpoint that are compared with a new one, the newest first. Project's own choice."""


def known_letters(attempt: Attempt) -> list[Fingerprint]:
    """Return what the letters that answered *other* enquiries at the attempt's touchpoint are known by.

    A text that comes to two different questions is a machine's. Learned from the record, as the telephone's
    recordings are: nobody has to list the texts of an organisation.
    """
    others = (
        Letter.objects.filter(attempt__touchpoint=attempt.touchpoint_id, refused="", purged_at__isnull=True)
        .exclude(attempt__contact__enquiry=attempt.contact.enquiry_id)
        .order_by("-received_at", "-pk")
        .values_list("sha256", flat=True)[:_MOST]
    )
    return [mark for sha256 in others if (mark := _fingerprint(sha256))]


@lru_cache(maxsize=4096)
def _fingerprint(sha256: str) -> Fingerprint:
    try:
        return letter_fingerprint(read_letter(Store().get(sha256)))
    except EvidenceDamaged:
        return ()
