import asyncio
import contextlib
import datetime as dt

import numpy as np

from probes.phone.sound.memory import Fingerprint
from probes.sealing import SUFFIX


def test_a_worker_deletes_what_has_come_to_its_date(planter, monkeypatch):
    from django.utils import timezone

    from benchmark.fieldwork.desk import Desk
    from benchmark.fieldwork.housekeeping import keep_house
    from results.evidence import keep_evidence
    from results.fingerprints import RecordMemory
    from results.models import AuditEvent, Evidence, KnownRecording, RecordingAgreement

    RecordingAgreement.objects.create(
        touchpoint=planter.touchpoint(), agreed_on=dt.date(2026, 3, 1), document="a.pdf", keep_days=90
    )
    attempt = planter.attempt()
    now = timezone.now()
    old = keep_evidence(attempt=attempt, name="sound.wav", content=b"RIFF", at=now - dt.timedelta(days=91))
    new = keep_evidence(attempt=attempt, name=f"other.wav{SUFFIX}", content=b"seal", at=now)
    memory = RecordMemory()
    memory.learn("fjordvik.switchboard", Fingerprint("waits", np.ones((9, 16), np.float32), heard=0))
    KnownRecording.objects.update(last_heard_at=now - dt.timedelta(days=31))

    async def work():
        desk = Desk()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await keep_house(desk=desk, every_s=60)
        desk.close()

    asyncio.run(work())
    gone = dict(Evidence.objects.values_list("pk", "purged_at"))
    assert (gone[old.pk] is None, gone[new.pk] is None) == (False, True)
    assert AuditEvent.objects.filter(action="recording.purged").count() == 1
    assert memory.recall("fjordvik.switchboard") == ()
