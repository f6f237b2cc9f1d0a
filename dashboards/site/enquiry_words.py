"""How an enquiry is called to readers: by its title in their language."""

from __future__ import annotations

from django.utils.translation import get_language

from results.models import Document

_KNOWN: dict[str, dict[str, str]] = {}
"""Titles by the document's content hash: a document never changes, and reading one takes a while."""


def enquiry_words(enquiry: Document) -> str:
    """Return the title that the enquiry's file gives it: the reader's language, else English, else any."""
    titles = _KNOWN.setdefault(enquiry.content_hash, {})
    if not titles:
        titles.update(enquiry.body.get("title", {}))
    return titles.get(get_language() or "") or titles.get("en") or next(iter(titles.values()), enquiry.slug)
