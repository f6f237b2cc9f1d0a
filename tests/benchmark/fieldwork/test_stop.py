"""The stop button, Ctrl-C and SIGTERM in the middle of real calls."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from probes.sandbox.truth import Happening, read_truth

SLOW = ("wait: 4 s", "wait: 60 s")


@pytest.fixture
def in_calls(make_town: Any, make_fleet: Any, helpers: Any, record: Any, tmp_path: Path) -> Any:
    """A run whose calls are all in a long wait: (town, fleet, process)."""
    with make_town(tmp_path, centres=2, patient=True) as town:
        path = town.campaign(contacts=2)
        method = town.own / "method.yaml"
        method.write_text(method.read_text().replace(*SLOW))
        fleet = make_fleet(record.environment, tmp_path)
        run = fleet.start("run", "run", str(path), str(town.own), "--now", "--json")

        def talking() -> bool:
            return all(
                any(event.event is Happening.OK_SENT for event in town.truth(place)) for place in town.centres
            )

        helpers.wait_for(talking, within_s=60)
        yield town, fleet, run


def ended_ns(town: Any) -> list[int]:
    over = (Happening.BYE_RECEIVED, Happening.CANCELLED)
    logs = [read_truth(centre.truth_path) for centre in town.centres.values()]
    return [event.ns for log in logs for event in log if event.event in over]


def states(record: Any) -> dict[str, int]:
    with record.connect() as connection:
        rows = connection.execute("SELECT state, count(*) FROM results_attempt GROUP BY 1 ORDER BY 1")
        return dict(rows.fetchall())


def test_the_stop_button_ends_all_calls_within_two_seconds(
    in_calls: Any, record: Any, helpers: Any, django_db_blocker: Any
) -> None:
    from benchmark.fieldwork.control import find_campaign, set_state

    town, fleet, run = in_calls
    live = helpers.status_of(record.environment, "quick-demo")["live"]
    assert [(each["organisation"], each["phase"]) for each in live] == [
        ("bygd00", "waiting"),
        ("bygd01", "waiting"),
    ]
    pressed = time.monotonic_ns()
    assert set_state(campaign=find_campaign("quick-demo"), state="stopped", actor="eva", reason="a test")
    helpers.wait_for(lambda: len(ended_ns(town)) == 2, within_s=15)
    assert max(ended_ns(town)) - pressed < 2e9
    assert run.wait(30) == 1, fleet.log("run")
    assert states(record) == {"cancelled": 2, "planned": 2}
    found = helpers.status_of(record.environment, "quick-demo")
    assert found["live"] == []
    campaign = found["campaigns"][0]
    assert (campaign["state"], campaign["endings"]) == ("stopped", {"cancelled": 2})


def test_stop_reaches_every_worker_and_resume_lets_them_go_on(
    make_town: Any, make_fleet: Any, helpers: Any, record: Any, tmp_path: Path, django_db_blocker: Any
) -> None:
    from benchmark.fieldwork.control import find_campaign, set_state
    from benchmark.fieldwork.live import live_attempts

    with make_town(tmp_path, centres=3, patient=True) as town:
        path = town.campaign(contacts=2)
        method = town.own / "method.yaml"
        method.write_text(method.read_text().replace(*SLOW))
        fleet = make_fleet(record.environment, tmp_path)
        for name in ("oslo-1", "bergen-1"):
            fleet.start(name, "worker", "--label", name, "--at-once", "1")
        run = fleet.start("run", "run", str(path), str(town.own), "--now", "--at-once", "1", "--label", "run")

        def live() -> list[str]:
            # What `svartid status` shows, without the second of processor time that each call of it takes.
            return sorted(each.worker for each in live_attempts() if each.phase == "waiting")

        helpers.wait_for(lambda: _stored(record), within_s=60)
        helpers.wait_for(lambda: live() == ["bergen-1", "oslo-1", "run"], within_s=60)
        pressed = time.monotonic_ns()
        assert set_state(campaign=find_campaign("quick-demo"), state="stopped", actor="eva")
        helpers.wait_for(lambda: len(ended_ns(town)) == 3, within_s=15)
        assert max(ended_ns(town)) - pressed < 2e9
        assert run.wait(30) == 1, fleet.log("run")
        assert states(record) == {"cancelled": 3, "planned": 3}
        # The workers were not ended: they take up what is due as soon as it goes on.
        assert set_state(campaign=find_campaign("quick-demo"), state="running", actor="eva")
        helpers.wait_for(lambda: live() == ["bergen-1", "oslo-1"], within_s=60)


def _stored(record: Any) -> bool:
    with record.connect() as connection:
        row = connection.execute("SELECT count(*) FROM results_campaign").fetchone()
        return bool(row and row[0])


def test_a_native_crash_takes_its_own_calls_and_the_next_call_works(
    in_calls: Any, record: Any, helpers: Any
) -> None:
    town, fleet, run = in_calls
    engines = _children(run.pid, "probes.phone.engine.worker")
    assert engines
    for process in engines:
        os.kill(process, signal.SIGSEGV)
    helpers.wait_for(lambda: states(record).get("lost", 0) == 2, within_s=30)
    with record.connect() as connection:
        errors = connection.execute("SELECT error FROM results_attempt WHERE state = 'lost'").fetchall()
        endings = connection.execute("SELECT outcome FROM results_contact WHERE state = 'done'").fetchall()
    assert errors == [("the process that carried the call died (SIGSEGV)",)] * 2
    assert endings == [("lost",)] * 2
    # The next contacts are under way in new processes, and nobody called again for the lost ones.
    answered = Happening.OK_SENT
    helpers.wait_for(
        lambda: sum(event.event is answered for place in town.centres for event in town.truth(place)) == 4,
        within_s=60,
    )
    assert run.poll() is None
    assert "Traceback" not in fleet.log("run")


def _children(process: int, module: str) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(process)], capture_output=True, text=True, check=True
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if module in line]


def test_the_second_interrupt_hangs_up_and_signs_off(in_calls: Any, record: Any) -> None:
    town, fleet, run = in_calls
    os.kill(run.pid, signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(1.5)  # calls that go on may end by themselves
    assert ended_ns(town) == []
    os.kill(run.pid, signal.SIGINT)
    assert run.wait(30) == 130, fleet.log("run")
    assert len(ended_ns(town)) == 2
    assert states(record) == {"cancelled": 2, "planned": 2}
    with record.connect() as connection:
        assert connection.execute(
            "SELECT count(*) FROM results_worker WHERE stopped_at IS NULL"
        ).fetchone() == (0,)
    assert "Traceback" not in fleet.log("run")
