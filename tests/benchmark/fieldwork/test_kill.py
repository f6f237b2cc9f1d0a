"""Workers, the embedded database and the command itself are killed with SIGKILL; nothing may be lost."""

import contextlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from results.embedded.server import server_process, stop_server

LEASE_S = 5


def _survive(
    make_town: Any, make_fleet: Any, helpers: Any, state: Path, *, kills: int, contacts: int, seed: int
) -> dict[str, int]:
    rng = random.Random(seed)
    environment = {**os.environ, "SVARTID_STATE": str(state)}
    environment.pop("DATABASE_URL", None)
    done: dict[str, int] = {"worker": 0, "command": 0, "database": 0}
    with make_town(state) as town:
        campaign = str(town.campaign(contacts=contacts))
        fleet = make_fleet(environment, state)
        lease = ("--lease", f"{LEASE_S} s", "--at-once", "4")
        words = {
            "command": ("run", campaign, str(town.own), "--now", "--json", "--label", "command", *lease),
            "worker-1": ("worker", "--label", "worker-1", *lease),
            "worker-2": ("worker", "--label", "worker-2", *lease),
        }
        for name, said in words.items():
            fleet.start(name, *said)
        limit = time.monotonic() + 120 + 20 * kills
        helpers.wait_for(lambda: _attempts(state) > 0, within_s=60)
        while sum(done.values()) < kills and not _over(fleet, words):
            # By progress, not by the clock: on a slow machine as on a quick one all kills come in time.
            due = 12 * contacts * (sum(done.values()) + 1) // (kills + 2)
            while _attempts(state) < due and not _over(fleet, words):
                assert time.monotonic() < limit, _told(fleet, words, state)
                _again(fleet, words)
                _sleep(0.2)
            _sleep(rng.uniform(0.0, 1.5))
            victim = rng.choice(["worker-1", "worker-2", "command", "database"])
            if victim == "database":
                process = server_process(state)
                if process is not None:
                    os.kill(process, signal.SIGKILL)
                    done["database"] += 1
            elif fleet.running[victim].poll() is None:
                fleet.running[victim].kill()
                fleet.running[victim].wait()
                done["worker" if victim.startswith("worker") else "command"] += 1
                _sleep(rng.uniform(0.0, 2.0))
                fleet.start(victim, *words[victim])
            _again(fleet, words)
        while (code := fleet.running["command"].poll()) is None or code != 0:
            assert time.monotonic() < limit, _told(fleet, words, state)
            _again(fleet, words)
            _sleep(0.3)
        address = {"host": str(state / "database"), "dbname": "svartid", "user": "svartid"}
        with psycopg.connect(**address) as connection:
            found = helpers.audit(town, connection, slug="quick-demo")
        fleet.end()
        for name in words:
            assert "Traceback" not in fleet.log(name), fleet.log(name)
    assert found.wrong == []
    assert found.contacts == sum(found.endings.values()) == 12 * contacts
    return done


def _again(fleet: Any, words: dict[str, tuple[str, ...]]) -> None:
    """What ended otherwise than well is started again, as an operator would."""
    for name, process in list(fleet.running.items()):
        if process.poll() not in (None, 0):
            fleet.start(name, *words[name])


def _told(fleet: Any, words: dict[str, tuple[str, ...]], state: Path) -> str:
    """What everybody said, and what is still open."""
    with psycopg.connect(host=str(state / "database"), dbname="svartid", user="svartid") as connection:
        rows = connection.execute(
            "SELECT state, outcome, count(*), max(not_run_reason) FROM results_attempt GROUP BY 1, 2"
        ).fetchall()
    return "\n".join(
        [
            *(f"{name}: {fleet.log(name)[-1500:]}" for name in words),
            str(rows),
            str({name: process.poll() for name, process in fleet.running.items()}),
        ]
    )


def _over(fleet: Any, words: dict[str, tuple[str, ...]]) -> bool:
    return fleet.running["command"].poll() == 0


def _attempts(state: Path) -> int:
    try:
        with psycopg.connect(host=str(state / "database"), dbname="svartid", user="svartid") as connection:
            row = connection.execute(
                "SELECT count(*) FROM results_attempt WHERE state <> 'planned'"
            ).fetchone()
            return row[0] if row else 0
    except psycopg.Error:
        return 0


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


@pytest.fixture
def state(short_folder: Callable[[], Path]) -> Any:
    folder = short_folder()
    yield folder
    with contextlib.suppress(subprocess.SubprocessError, OSError):
        stop_server(folder)


@pytest.mark.timeout(400)
def test_four_kills(make_town: Callable[..., Any], make_fleet: Any, helpers: Any, state: Path) -> None:
    done = _survive(make_town, make_fleet, helpers, state, kills=4, contacts=3, seed=20261122)
    assert sum(done.values()) == 4


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [1])
def test_thirty_kills(
    make_town: Callable[..., Any], make_fleet: Any, helpers: Any, state: Path, seed: int
) -> None:
    done = _survive(make_town, make_fleet, helpers, state, kills=34, contacts=25, seed=seed)
    assert sum(done.values()) >= 30
    assert all(done.values())
