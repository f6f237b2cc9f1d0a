"""Whatever interleaves, quotas hold: real connections, real workers' steps, seeded schedules."""

import datetime as dt
import random
import threading
import time

import pytest


def _work(worker, capabilities, rng, busy, gate, faults):
    """A worker in small, over its own connection: claims, sometimes gives back, else finishes."""
    from django.db import connection

    from benchmark.fieldwork.claim import Search, claim_attempt
    from benchmark.fieldwork.moves import begin_contact, give_back
    from benchmark.fieldwork.tidy_plan import put_off_full

    try:
        gate.wait()
        idle = 0
        while idle < 5:
            now, search = dt.datetime.now(dt.UTC), Search()
            claim = claim_attempt(worker=worker, capabilities=capabilities, now=now, search=search)
            put_off_full(attempts=search.day_full, now=now)
            if claim is None:
                idle += 1
                time.sleep(rng.uniform(0, 0.01))
                continue
            idle = 0
            busy(claim, 1)
            time.sleep(rng.uniform(0, 0.004))
            if rng.random() < 0.2:
                busy(claim, -1)
                assert give_back(claim)
                continue
            assert begin_contact(claim)
            time.sleep(rng.uniform(0, 0.004))
            _end(claim, rng, before=lambda claim=claim: busy(claim, -1))
    except BaseException as error:  # noqa: BLE001 - told in the test's own thread
        faults.append(error)
    finally:
        connection.close()


def _end(claim, rng, *, before):
    from pathlib import Path

    from benchmark.fieldwork.finish import finish_attempt
    from probes.clock import SystemClock
    from probes.event import EventKind, Source
    from probes.outcome import Outcome
    from probes.recorder import TimelineRecorder
    from probes.timeline import Timeline

    timeline = Timeline(channel="phone", started_at=dt.datetime.now(dt.UTC))
    recorder = TimelineRecorder(timeline, evidence=Path("/nonexistent"), clock=SystemClock())
    recorder.start()
    recorder.event(EventKind.DIALLED, Source.SIGNALLING, detail={"call_id": str(claim)})
    recorder.finish(rng.choice([Outcome.BUSY, Outcome.ANSWERED_BY_PERSON, Outcome.NO_ANSWER]))
    before()
    finish_attempt(claim=claim, timeline=timeline, now=dt.datetime.now(dt.UTC), actor="test")


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(n, marks=pytest.mark.proof) for n in range(3, 13))])
def test_no_interleaving_of_workers_passes_a_quota(store, record, planter, seed):
    from django.db import connection

    from benchmark.fieldwork.capabilities import Capabilities

    simultaneous = 1 + seed
    campaign = store(
        organisations=4,
        contacts=5,
        cap=("simultaneous: 12", f"simultaneous: {simultaneous}, per_organisation_a_day: 1, minutes: 1000"),
    )
    now_busy: dict[int, int] = {}
    worst = {"at_once": 0, "touchpoint": 0}
    lock = threading.Lock()

    def busy(claim, step):
        with lock:
            now_busy[claim.touchpoint] = now_busy.get(claim.touchpoint, 0) + step
            worst["at_once"] = max(worst["at_once"], sum(now_busy.values()))
            worst["touchpoint"] = max(worst["touchpoint"], *now_busy.values())

    workers = 6
    gate, faults = threading.Barrier(workers), []
    threads = [
        threading.Thread(
            target=_work,
            args=(
                planter.worker(f"w{n}").pk,
                Capabilities(),
                random.Random(seed * 100 + n),
                busy,
                gate,
                faults,
            ),
        )
        for n in range(workers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(100)
    assert faults == []
    assert worst["touchpoint"] == 1
    assert worst["at_once"] <= simultaneous
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(made) FROM results_daycount WHERE scope = 'organisation'")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT scope, day, subject_id, made FROM results_daycount")
        counted = {row[:3]: row[3] for row in cursor.fetchall() if row[3]}
        cursor.execute(
            "SELECT 'organisation', day, organisation_id, count(*) FROM results_attempt"
            " WHERE state = 'finished' GROUP BY 2, 3"
            " UNION ALL SELECT 'touchpoint', day, touchpoint_id, count(*) FROM results_attempt"
            " WHERE state = 'finished' GROUP BY 2, 3"
        )
        assert counted == {row[:3]: row[3] for row in cursor.fetchall()}
        cursor.execute("SELECT state, count(*) FROM results_contact GROUP BY 1")
        assert cursor.fetchall() == [("done", 20)]
        cursor.execute("SELECT in_progress FROM results_campaignuse WHERE campaign_id = %s", [campaign.pk])
        assert cursor.fetchone() == (0,)
