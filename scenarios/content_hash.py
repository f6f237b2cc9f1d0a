"""The fingerprint of a document: stored with every result, so that it is known what was asked."""

import hashlib
import json

from scenarios.kinds import AnyDocument


def content_hash(document: AnyDocument) -> str:
    """Give the SHA-256 of the document's canonical JSON, as 64 hexadecimal digits.

    Comments, order of keys, quotes and keys that only repeat a default make no difference; every word
    and number does. Canonical: keys sorted, no spaces, UTF-8, values as they are written in a document.
    """
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()


def canonical_json(document: AnyDocument) -> str:
    """Give the JSON text that `content_hash` is taken of."""
    value = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
