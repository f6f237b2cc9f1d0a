import datetime as dt
import zlib

import numpy as np
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from probes.phone.sound.memory import Fingerprint
from results.models import KnownRecording

_BANDS = 16

WAITS = dt.timedelta(days=30)
"""The longest that something waits to be heard again (project's own choice)."""


class RecordMemory:
    """The touchpoints' known recordings, shared by all workers through the record (a FingerprintMemory).

    Both methods may be called from any thread that may use the database.
    """

    def recall(self, touchpoint: str) -> tuple[Fingerprint, ...]:
        """Return every recording known at the touchpoint (`organisation.touchpoint`), most heard first."""
        rows = KnownRecording.objects.filter(touchpoint=touchpoint).order_by("-heard", "fingerprint")
        return tuple(Fingerprint(id=row.fingerprint, bands=_bands(row), heard=row.heard) for row in rows)

    def learn(self, touchpoint: str, *fingerprints: Fingerprint) -> None:
        """Take what one call heard, as `FingerprintMemory` says; right also when two workers learn at once.

        What waits to be heard again goes with the touchpoint's next call, and after `WAITS` in any case.
        """
        stale = Q(touchpoint=touchpoint) | Q(last_heard_at__lt=timezone.now() - WAITS)
        with transaction.atomic():
            KnownRecording.objects.filter(stale, heard=0).delete()
            for fingerprint in fingerprints:
                self._learn(touchpoint, fingerprint)

    def _learn(self, touchpoint: str, fingerprint: Fingerprint) -> None:
        flat = np.ascontiguousarray(fingerprint.bands, dtype="<f4")
        _, new = KnownRecording.objects.get_or_create(
            touchpoint=touchpoint,
            fingerprint=fingerprint.id,
            defaults={
                "bands": zlib.compress(flat.tobytes()),
                "frames": flat.shape[0],
                "heard": fingerprint.heard,
            },
        )
        if not new and fingerprint.heard:
            KnownRecording.objects.filter(touchpoint=touchpoint, fingerprint=fingerprint.id).update(
                heard=F("heard") + 1, last_heard_at=timezone.now()
            )


def forget_what_waits() -> int:
    """Discard what has waited too long to be heard again; return how much. For a periodic task."""
    stale = KnownRecording.objects.filter(heard=0, last_heard_at__lt=timezone.now() - WAITS)
    return int(stale.delete()[0])


def _bands(row: KnownRecording) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    values = np.frombuffer(zlib.decompress(bytes(row.bands)), dtype="<f4")
    return values.reshape(row.frames, _BANDS).astype(np.float32)
