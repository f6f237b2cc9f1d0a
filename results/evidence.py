import datetime as dt
import hashlib
import mimetypes
from collections.abc import Iterable
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from probes.sealing import SUFFIX
from results.errors import NotAgreed
from results.models import Attempt, Evidence, Letter, RecordingAgreement
from results.sound_key import open_seal, record_seal
from results.store import Store

_KINDS = {".wav": "sound", ".ogg": "sound", ".mp3": "sound", ".svg": "picture", ".png": "screenshot",
          ".jpg": "screenshot", ".eml": "message", ".html": "page", ".txt": "trace", ".log": "trace",
          ".json": "trace", ".pcap": "trace", ".zip": "trace"}  # fmt: skip


@transaction.atomic
def keep_evidence(
    *,
    attempt: Attempt,
    name: str,
    content: bytes,
    kind: str = "",
    media_type: str = "",
    at: dt.datetime | None = None,
) -> Evidence:
    """Keep a piece of evidence of an attempt under the SHA-256 of what is stored; idempotent by name.

    Kind and media type are told from the name if they are not given. Sound is stored sealed, under the
    touchpoint's agreement that is valid at `at` (default: the attempt's start, else now), with the day at
    which it is purged; a name ending in `.sealed` is sealed already. Raises NotAgreed for sound without
    an agreement.
    """
    plain = name.removesuffix(SUFFIX)
    kind = kind or _KINDS.get(Path(plain).suffix.lower(), "other")
    agreement = purge_at = None
    sealed = name.endswith(SUFFIX)
    if kind == "sound":
        at = at or attempt.started_at or timezone.now()
        agreement = valid_agreement(attempt=attempt, at=at)
        purge_at = at + dt.timedelta(days=agreement.keep_days)
        content, sealed = (content if sealed else record_seal().seal(content)), True
    _lock_name(hashlib.sha256(content).hexdigest())
    kept, _ = Evidence.objects.update_or_create(
        attempt=attempt,
        name=name,
        defaults={
            "kind": kind,
            "media_type": media_type or mimetypes.guess_type(plain)[0] or "application/octet-stream",
            "sha256": Store().put(content),
            "size": len(content),
            "encrypted": sealed,
            "agreement": agreement,
            "purge_at": purge_at,
            "purged_at": None,
        },
    )
    return kept


def keep_folder(*, attempt: Attempt, folder: Path, at: dt.datetime | None = None) -> list[Evidence]:
    """Keep every file of an attempt's evidence folder but its timeline, which the record holds itself.

    Sound without a valid agreement is left out, for it must not be kept at all.
    """
    kept = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != "timeline.json":
            try:
                kept.append(keep_evidence(attempt=attempt, name=path.name, content=path.read_bytes(), at=at))
            except NotAgreed:
                continue
    return kept


def read_evidence(evidence: Evidence) -> bytes:
    """Return what was kept, unsealed. Raises EvidenceDamaged if it is purged, gone or damaged."""
    content = Store().get(evidence.sha256)
    return open_seal(content) if evidence.encrypted else content


def valid_agreement(*, attempt: Attempt, at: dt.datetime) -> RecordingAgreement:
    """Return the agreement under which sound of this moment may be kept. Raises NotAgreed."""
    day = at.date()
    for agreement in attempt.touchpoint.agreements.filter(agreed_on__lte=day).order_by("-agreed_on"):
        if agreement.withdrawn_on is None or day < agreement.withdrawn_on:
            return agreement
    raise NotAgreed(
        f"{attempt.touchpoint}: its sound may not be kept – there is no agreement of the organisation"
        f" that holds on {day}"
    )


def remove_content(evidence: Iterable[Evidence], *, now: dt.datetime) -> int:
    """Remove the content of these pieces; their rows stay and say when it went. Return how many there were.

    A file that another row still needs stays. It is removed after the commit: a crash in between leaves
    a file without a row that needs it, which `sweep_store` finds.
    """
    count = 0
    for piece in evidence:
        if piece.purged_at is None:
            piece.purged_at = now
            piece.save(update_fields=["purged_at"])
            transaction.on_commit(lambda sha256=piece.sha256: remove_unneeded(sha256))  # type: ignore[misc]
            count += 1
    return count


def sweep_store(*, older_than_s: float = 3600.0) -> int:
    """Remove files that no row needs, left by crashes; return how many. Young ones may yet get a row."""
    removed = 0
    before = timezone.now().timestamp() - older_than_s
    for path in Store().all():
        if path.stat().st_mtime < before:
            if path.name.startswith("."):
                path.unlink(missing_ok=True)
                removed += 1
            else:
                removed += remove_unneeded(path.name)
    return removed


@transaction.atomic
def remove_unneeded(sha256: str) -> bool:
    """Remove a file from the store if no row needs it any more; return whether it went."""
    _lock_name(sha256)
    if any(
        rows.filter(sha256=sha256, purged_at__isnull=True).exists()
        for rows in (Evidence.objects, Letter.objects)
    ):
        return False
    return Store().remove(sha256)


def _lock_name(sha256: str) -> None:
    """Keep others from removing or writing the same content until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])
