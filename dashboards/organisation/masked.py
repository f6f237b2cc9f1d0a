from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from probes.masking import ACCOUNT, MAIL, NAME, NATIONAL_ID, PHONE
from results.mask_names import mask_names
from results.models import Organisation


def masked(text: str, *, organisation: Organisation, keep: Iterable[str] = ()) -> str:
    """Return a comment as an organisation may read it: no agent's name, no number."""
    text = mask_names(text, keep=[organisation.name, organisation.slug, *keep])
    for mark, words in (
        (NAME, _("[name]")),
        (PHONE, _("[phone number]")),
        (MAIL, _("[e-mail address]")),
        (NATIONAL_ID, _("[national identity number]")),
        (ACCOUNT, _("[account number]")),
    ):
        text = text.replace(mark, words)
    return text
