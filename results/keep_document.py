import json
from functools import lru_cache

from results.models import Document
from scenarios.content_hash import canonical_json, content_hash
from scenarios.kinds import KINDS, AnyDocument, name_of


def keep_document(document: AnyDocument, *, source: str = "") -> Document:
    """Return the row of a document as it is used; the same content is kept once, under its hash.

    `source` is the file's name, for people.
    """
    kind = name_of(type(document))
    kept, _ = Document.objects.get_or_create(
        content_hash=content_hash(document),
        defaults={
            "kind": kind,
            "slug": getattr(document, kind),
            "version": str(getattr(document, "version", "")),
            "canonical": canonical_json(document),
            "text": _in_order(document),
            "source": source,
        },
    )
    return kept


def read_document(kept: Document) -> AnyDocument:
    """Return the document itself, validated by its model as it was when it was kept.

    The same content gives the same object, whose values never change: pages need one at each visit, and to
    validate a questionnaire takes milliseconds.
    """
    return _read(kept.kind, kept.text)


@lru_cache(maxsize=256)
def _read(kind: str, text: str) -> AnyDocument:
    return KINDS[kind].model_validate(json.loads(text))


def _in_order(document: AnyDocument) -> str:
    value = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
