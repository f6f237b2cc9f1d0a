"""No room on the disk: nothing new is begun, and what happened is written down all the same."""

import datetime as dt
import logging
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from probes.outcome import Outcome

Usage = namedtuple("Usage", "total used free")


def test_nothing_is_begun_without_room_and_it_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from benchmark.fieldwork import disk_room

    monkeypatch.setenv("SVARTID_STATE", str(tmp_path))
    monkeypatch.setenv("SVARTID_EVIDENCE", str(tmp_path / "not" / "made" / "yet"))
    monkeypatch.setattr(disk_room, "_LOOK_S", 0.0)
    free = [10**12]
    monkeypatch.setattr(disk_room.shutil, "disk_usage", lambda _: Usage(10**12, 0, free[0]))
    has_room = disk_room.DiskRoom()
    assert has_room()
    free[0] = 1000
    with caplog.at_level(logging.WARNING):
        assert not has_room()
        assert not has_room()
    assert [record.message for record in caplog.records] == [
        f"{tmp_path}: too little room for evidence – nothing new is begun until there is"
    ]
    free[0] = 10**12
    assert has_room()


def test_what_happened_is_kept_also_if_its_files_cannot_be(
    store: Any, planter: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.crew import Crew
    from benchmark.fieldwork.desk import Desk
    from benchmark.fieldwork.desk_memory import DeskMemory
    from probes.probe import ProbeRequest, Recorder
    from results.models import Attempt, Evidence

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    async def probe(request: ProbeRequest, recorder: Recorder) -> Outcome:
        recorder.start()
        recorder.attach("trace.txt", b"INVITE")
        return Outcome.ANSWERED_BY_PERSON

    worker = planter.worker().pk

    async def work() -> None:
        desk = Desk()
        crew = Crew(
            desk=desk,
            worker=worker,
            label="oslo-1",
            capabilities=Capabilities(),
            probes={"phone": probe},
            memory=DeskMemory(desk),
            allowed=[],
            folder=tmp_path / "attempts",
        )
        try:
            assert await crew.offer()
            while crew._tasks:  # told to drain at once, it would give back what it has not begun
                await asyncio.wait(set(crew._tasks))
        finally:
            await crew.close()
            desk.close()

    store(organisations=1, contacts=1)
    monkeypatch.setattr("benchmark.fieldwork.finish.keep_folder", full)
    asyncio.run(work())
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.outcome) == ("finished", "answered_by_person")
    assert attempt.error == "the evidence could not be kept (No space left on device)"
    assert attempt.timelines.count() == 1
    assert Evidence.objects.count() == 0
    assert attempt.ended_at <= dt.datetime.now(dt.UTC)
    assert list((tmp_path / "attempts").glob("*")) == []
