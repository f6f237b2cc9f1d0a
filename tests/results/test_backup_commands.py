"""Backup, restore and upgrade as an operator types them, on embedded databases of their own."""

import os
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]

SVARTID = Path(sys.executable).with_name("svartid")
FILL = """
from results.setup import open_record
open_record()
from results.keep_organisation import keep_organisation
from results.store import Store
from results.models import Award, Shopper
from scenarios.library_path import library_file
from scenarios.load import load_organisation
keep_organisation(load_organisation(library_file(kind="organisation", name="fjordvik")))
Award.objects.create(slug="byens-pris", name="Byens pris «ærlig»")
Shopper.objects.create(label="sam", name="Sam", languages=["nb"])
print(Store().put(b"et bilde"))
"""
BACK = """
from results.setup import open_record
open_record()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
graph = MigrationLoader(connection).graph
newest = graph.leaf_nodes("results")[0]
before = next(each for each in graph.node_map[newest].parents if each[0] == "results")
call_command("migrate", "results", before[1], verbosity=0)
print(newest[1])
"""
NEWER = """
from results.setup import open_record
open_record()
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
MigrationRecorder(connection).record_applied("results", "9999_tomorrow")
"""


def run(state, *words, code=None):
    bare = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SVARTID_EVIDENCE")
    }
    command = [sys.executable, "-c", code] if code else [SVARTID, *map(str, words)]
    done = subprocess.run(
        command,
        env=bare | {"SVARTID_STATE": str(state)},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def contents(state):
    """Every row of every table, but the moving ones."""
    code, url, _ = run(state, "database", "url")
    assert code == 0
    found = {}
    with psycopg.connect(url) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        for (name,) in names:
            rows = connection.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1').fetchall()  # type: ignore[call-overload]
            found[name] = [row[0] for row in rows]
        found["triggers"] = connection.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        ).fetchall()
    return found


@pytest.fixture(scope="module")
def filled(short_folder):
    """A record with a few rows and a piece of evidence, and its backup."""
    state = short_folder()
    code, sha256, error = run(state, code=FILL)
    assert code == 0, error
    backup = state / "one.backup"
    assert run(state, "backup", backup)[0] == 0
    yield state, backup, sha256
    run(state, "database", "stop")


@pytest.fixture
def empty(short_folder):
    state = short_folder()
    yield state
    run(state, "database", "stop")


def test_it_comes_back_into_an_empty_database_and_into_no_other(filled, empty):
    state, backup, sha256 = filled
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    code, told, error = run(empty, "restore", backup)
    assert (code, error) == (0, "")
    assert "1 pieces of evidence" in told
    assert contents(empty) == contents(state)
    assert (empty / "evidence" / sha256[:2] / sha256).read_bytes() == b"et bilde"

    # Not over something, without a word; with one, the new stands in the place of the old.
    code, _, error = run(empty, "restore", backup)
    assert code == 1
    assert "the database is not empty" in error
    run(empty, code="from results.setup import open_record\nopen_record()\n"
        "from results.models import Award\nAward.objects.create(slug='etter', name='Etter')")  # fmt: skip
    assert run(empty, "restore", backup, "--replace")[0] == 0
    assert contents(empty) == contents(state)

    # A damaged file changes nothing.
    broken = state / "broken.backup"
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    code, _, error = run(empty, "restore", broken, "--replace")
    assert code == 3
    assert "not what was written" in error
    assert contents(empty) == contents(state)


def test_nothing_is_written_over_and_keys_are_left_out(filled):
    state, backup, _ = filled
    before = backup.read_bytes()
    code, _, error = run(state, "backup", backup)
    assert (code, backup.read_bytes()) == (3, before)
    assert "there is a file already" in error
    with tarfile.open(backup) as tar:
        assert [name for name in tar.getnames() if name.startswith("keys/")] == []


def test_a_text_is_no_backup(filled, tmp_path):
    state, _, _ = filled
    path = tmp_path / "letter.txt"
    path.write_text("Hei!", encoding="utf-8")
    code, _, error = run(state, "restore", path, "--replace")
    assert code == 3
    assert "this is no backup" in error


def test_an_upgrade_makes_a_backup_first_and_refuses_what_is_newer(filled):
    state, _, _ = filled
    code, before, error = run(state, code=BACK)
    assert code == 0, error
    code, told, error = run(state, "upgrade")
    assert (code, error) == (0, "")
    first, *applied, last = told.splitlines()
    made = Path(first.removeprefix("Backup: "))
    assert made.parent == state / "backups"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert applied[0].strip().startswith("applied ")
    assert before in "\n".join(applied)
    assert last == "The record is up to date."
    assert run(state, "upgrade")[1].startswith("Nothing to do")

    assert run(state, code=NEWER)[0] == 0
    code, _, error = run(state, "upgrade")
    assert code == 3
    assert "9999_tomorrow" in error
