import datetime as dt
import hashlib
import stat

import pytest

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def agreement(planter):
    from results.models import RecordingAgreement

    return RecordingAgreement.objects.create(
        touchpoint=planter.touchpoint(), agreed_on=dt.date(2026, 3, 1), document="agreement.pdf", keep_days=90
    )


def files(record):
    return sorted(path.name for path in (record.state / "evidence").glob("??/*"))


def test_a_trace_lies_under_its_hash_for_its_owner_only(planter, record):
    from results.evidence import keep_evidence, read_evidence

    kept = keep_evidence(attempt=planter.attempt(), name="sip.txt", content=b"INVITE")
    assert (kept.kind, kept.media_type, kept.size, kept.encrypted) == ("trace", "text/plain", 6, False)
    assert kept.sha256 == hashlib.sha256(b"INVITE").hexdigest()
    path = record.state / "evidence" / kept.sha256[:2] / kept.sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_evidence(kept) == b"INVITE"


def test_changed_evidence_is_told(planter, record):
    from results.errors import EvidenceDamaged
    from results.evidence import keep_evidence, read_evidence

    kept = keep_evidence(attempt=planter.attempt(), name="sip.txt", content=b"INVITE")
    (record.state / "evidence" / kept.sha256[:2] / kept.sha256).write_bytes(b"BYE")
    with pytest.raises(EvidenceDamaged, match="not what was kept"):
        read_evidence(kept)


def test_sound_without_an_agreement_is_refused(planter, record):
    from results.errors import NotAgreed
    from results.evidence import keep_evidence, keep_folder

    attempt = planter.attempt()
    with pytest.raises(NotAgreed, match=r"fjordvik\.switchboard.*no agreement.*2026-12-01"):
        keep_evidence(attempt=attempt, name="sound.wav", content=b"RIFF", at=NOW)
    folder = record.state / "attempt"
    folder.mkdir()
    for name in ("sound.wav", "sip.txt", "timeline.json"):
        (folder / name).write_bytes(b"x" + name.encode())
    assert [kept.name for kept in keep_folder(attempt=attempt, folder=folder, at=NOW)] == ["sip.txt"]
    assert len(files(record)) == 1


@pytest.mark.parametrize(
    ("agreed_on", "withdrawn_on", "holds"),
    [
        (dt.date(2026, 12, 1), None, True),
        (dt.date(2026, 12, 2), None, False),
        (dt.date(2026, 3, 1), dt.date(2026, 12, 2), True),
        (dt.date(2026, 3, 1), dt.date(2026, 12, 1), False),
    ],
)
def test_an_agreement_holds_from_its_day_until_it_is_withdrawn(planter, agreed_on, withdrawn_on, holds):
    from results.errors import NotAgreed
    from results.evidence import valid_agreement
    from results.models import RecordingAgreement

    made = RecordingAgreement.objects.create(
        touchpoint=planter.touchpoint(),
        agreed_on=agreed_on,
        document="a.pdf",
        keep_days=1,
        withdrawn_on=withdrawn_on,
    )
    attempt = planter.attempt()
    if holds:
        assert valid_agreement(attempt=attempt, at=NOW) == made
    else:
        with pytest.raises(NotAgreed):
            valid_agreement(attempt=attempt, at=NOW)


def test_sound_is_sealed_and_purged_at_its_date(planter, record, agreement):
    from results.evidence import keep_evidence, read_evidence
    from results.models import AuditEvent
    from results.retention import purge_recordings

    kept = keep_evidence(attempt=planter.attempt(), name="sound.wav", content=b"RIFF voice", at=NOW)
    assert (kept.encrypted, kept.agreement, kept.purge_at) == (True, agreement, NOW + dt.timedelta(days=90))
    [name] = files(record)
    assert b"voice" not in (record.state / "evidence" / name[:2] / name).read_bytes()
    assert read_evidence(kept) == b"RIFF voice"
    assert purge_recordings(now=NOW + dt.timedelta(days=89, hours=23)) == 0
    assert purge_recordings(now=NOW + dt.timedelta(days=90)) == 1
    assert purge_recordings(now=NOW + dt.timedelta(days=91)) == 0
    kept.refresh_from_db()
    assert (files(record), kept.purged_at) == ([], NOW + dt.timedelta(days=90))
    event = AuditEvent.objects.get(action="recording.purged")
    assert (event.subject, event.detail) == (f"touchpoint:{planter.touchpoint().pk}", {"evidence": [kept.pk]})


def test_sound_that_the_telephone_sealed_opens_with_its_key(planter, agreement, monkeypatch):
    from probes.sealing import Seal
    from results.evidence import keep_evidence, read_evidence

    key = Seal.new_key()
    sealed = Seal(key).seal(b"RIFF")
    kept = keep_evidence(attempt=planter.attempt(), name="sound.wav.sealed", content=sealed, at=NOW)
    assert (kept.kind, kept.sha256) == ("sound", hashlib.sha256(sealed).hexdigest())
    monkeypatch.setenv("SVARTID_SOUND_KEY", key)
    assert read_evidence(kept) == b"RIFF"


def test_a_withdrawn_agreement_purges_what_was_kept(planter, record, agreement):
    from results.evidence import keep_evidence
    from results.retention import purge_recordings, withdraw_agreement

    keep_evidence(attempt=planter.attempt(), name="sound.wav", content=b"RIFF", at=NOW)
    withdraw_agreement(agreement=agreement, on=dt.date(2026, 12, 10), actor="eva")
    assert purge_recordings(now=dt.datetime(2026, 12, 10, tzinfo=dt.UTC)) == 1
    assert files(record) == []


def test_content_that_another_attempt_needs_stays(planter, record):
    from results.evidence import keep_evidence, remove_content

    first, second = (
        keep_evidence(attempt=planter.attempt(), name="page.html", content=b"<p>") for _ in range(2)
    )
    assert first.sha256 == second.sha256
    remove_content([first], now=NOW)
    assert files(record) == [first.sha256]
    remove_content([second], now=NOW)
    assert files(record) == []


def test_what_a_crash_left_is_swept_and_young_files_are_not(planter, record):
    import os

    from results.evidence import keep_evidence, sweep_store
    from results.store import Store

    kept = keep_evidence(attempt=planter.attempt(), name="sip.txt", content=b"INVITE")
    old, young = Store().put(b"old"), Store().put(b"young")
    part = Store().path(kept.sha256).with_name(".part")
    part.write_bytes(b"half")
    for path in (Store().path(old), Store().path(kept.sha256), part):
        os.utime(path, (1, 1))
    assert sweep_store() == 2
    assert sorted(files(record)) == sorted([kept.sha256, young])


def test_keeping_and_removing_the_same_content_at_once_never_loses_what_is_needed(planter, record):
    import threading

    from django.db import connections, transaction

    from results.evidence import keep_evidence, remove_content
    from results.models import Evidence
    from results.store import Store

    attempts = [planter.attempt() for _ in range(4)]
    gate = threading.Barrier(4)

    def work(attempt):
        gate.wait()
        for _ in range(8):
            kept = keep_evidence(attempt=attempt, name="page.html", content=b"<p>")
            with transaction.atomic():
                remove_content([kept], now=NOW)
        if attempt.pk % 2:
            keep_evidence(attempt=attempt, name="page.html", content=b"<p>")
        connections.close_all()

    threads = [threading.Thread(target=work, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    needed = Evidence.objects.filter(purged_at__isnull=True)
    assert [Store().get(each.sha256) for each in needed] == [b"<p>", b"<p>"]
