import json
import os
import subprocess
import sys
import threading

import pytest

from results.errors import BadSecret
from results.secret import own_secret, read_secret


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SVARTID_SECRET_KEY")
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_importing_the_settings_creates_nothing(tmp_path):
    run = python("import results.settings", SVARTID_STATE=str(tmp_path / "state"))
    assert (run.returncode, run.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_the_record_costs_the_help_nothing():
    code = (
        "import sys, dashboards.command.main; print([m for m in ('django', 'psycopg') if m in sys.modules])"
    )
    assert python(code).stdout == "[]\n"


def test_two_processes_that_open_a_new_record_together_migrate_it_once(debian_server, tmp_path):
    with debian_server.connection() as connection:
        connection.execute("CREATE DATABASE empty")
    a = debian_server.address
    url = f"postgresql://{a.user}:{a.password}@{a.host}:{a.port}/empty"
    code = (
        "import json; from results.setup import configure, ensure_database, migrate_record;"
        "configure(); ensure_database(); print(json.dumps(migrate_record()))"
    )
    told: list[str] = []
    threads = [
        threading.Thread(
            target=lambda: told.append(python(code, DATABASE_URL=url, SVARTID_STATE=str(tmp_path)).stdout)
        )
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(json.loads, told)) == [False, True]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_schema_from_the_future_is_told(record):
    from django.db import connection

    from results.errors import DatabaseMissing
    from results.setup import migrate_record

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('results', '9999_moon', now())"
        )
    with pytest.raises(DatabaseMissing, match=r"written by a newer Svartid \(9999_moon\) – update Svartid"):
        migrate_record()


def test_a_database_that_is_not_there_is_told_in_words(tmp_path):
    code = (
        "from results.setup import open_record; from results.errors import DatabaseMissing\n"
        "try: open_record()\n"
        "except DatabaseMissing as error: print(error)"
    )
    run = python(code, DATABASE_URL="postgresql://u:secret@127.0.0.1:1/n", SVARTID_STATE=str(tmp_path))
    assert run.stdout.startswith("the database does not answer (connection ")
    assert run.stdout.endswith("Connection refused) – check DATABASE_URL\n")
    assert "secret" not in run.stdout + run.stderr


def test_a_secret_is_drawn_once_by_many(tmp_path):
    path = tmp_path / "key"
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.append(own_secret(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(told)) == 1
    assert len(told[0]) == 64
    assert [each.name for each in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize(
    ("mode", "text", "told"),
    [(0o644, "x", "others may read this secret – run: chmod 600"), (0o600, "\n", "the secret is empty")],
)
def test_a_bad_secret_is_told(tmp_path, mode, text, told):
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(BadSecret, match=told):
        read_secret(path)
