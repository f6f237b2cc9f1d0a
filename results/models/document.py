import json
from typing import Any

from django.db import models

from results.models.words import one_of

KINDS = ("enquiry", "questionnaire", "method", "campaign", "organisation")


class Document(models.Model):
    """A YAML document as it was used: content-addressed, and never changed.

    `canonical` is the text that `scenarios.content_hash` is taken of; the database checks that the
    hash is its SHA-256, so that a document cannot drift from the name under which results cite it.
    """

    kind = models.CharField(max_length=16)
    slug = models.CharField(max_length=64)
    version = models.CharField(max_length=32, blank=True, default="")
    content_hash = models.CharField(max_length=64, unique=True)
    canonical = models.TextField()
    text = models.TextField()
    """The same JSON with its keys in the author's order, which some documents need to be read again."""
    source = models.TextField(blank=True, default="")
    """The file's name as it was read, for people; never used to find it again."""
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["kind", "slug"], name="document_kind_slug"),)
        constraints = (one_of("kind", KINDS, name="document_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.slug} {self.content_hash[:12]}"

    @property
    def body(self) -> dict[str, Any]:
        """The document's plain value in the author's order, as its pydantic model validates it."""
        value: dict[str, Any] = json.loads(self.text)
        return value
