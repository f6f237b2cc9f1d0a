"""Enquiries, questionnaires and methods of one's own: what the record keeps of them beside the library."""

from collections.abc import Iterable
from typing import NamedTuple

from results.keep_document import read_document
from results.models import Document
from scenarios.enquiry import Enquiry
from scenarios.kinds import AnyDocument
from scenarios.library_path import library_file
from scenarios.text import Text

OWN_KINDS = ("enquiry", "questionnaire", "method")
"""The kinds that campaigns name and that are no organisation's."""


class OwnDocument(NamedTuple):
    """The newest document of a short name: its title in a language, and the classes of an enquiry."""

    kind: str
    name: str
    title: str
    classes: tuple[str, ...]


def newest_document(kind: str, name: str) -> AnyDocument | None:
    """Return the document of a kind and short name that was kept last, or None."""
    kept = Document.objects.filter(kind=kind, slug=name).order_by("-kept_at", "-pk").first()
    return None if kept is None else read_document(kept)


def own_documents(*, kinds: Iterable[str] = OWN_KINDS, language: str) -> list[OwnDocument]:
    """List the documents that the record keeps and the library has not, the newest of each name."""
    newest = (
        Document.objects.filter(kind__in=list(kinds))
        .order_by("kind", "slug", "-kept_at", "-pk")
        .distinct("kind", "slug")
    )
    named = newest.values_list("pk", "kind", "slug")
    own = [pk for pk, kind, slug in named if library_file(kind=kind, name=slug) is None]
    if not own:
        return []
    found = []
    for kept in Document.objects.filter(pk__in=own).order_by("kind", "slug"):
        document = read_document(kept)
        title = getattr(document, "title", None)
        words = title.say(language) if isinstance(title, Text) else kept.slug
        classes = document.classes if isinstance(document, Enquiry) else ()
        found.append(OwnDocument(kept.kind, kept.slug, words, classes))
    return found
