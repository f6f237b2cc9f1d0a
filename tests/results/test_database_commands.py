import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

SVARTID = Path(sys.executable).with_name("svartid")


def svartid(state, *words, **environment):
    bare = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    run = subprocess.run(
        [SVARTID, "database", *words],
        env=bare | {"SVARTID_STATE": str(state)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


def test_it_starts_is_found_and_stops(short_folder):
    state = short_folder()
    try:
        assert svartid(state, "start") == (0, "The database runs.\n", "")
        code, url, _ = svartid(state, "url")
        assert code == 0
        with psycopg.connect(url.strip()) as connection:
            assert connection.execute("SELECT count(*) FROM results_campaign").fetchone() == (0,)
    finally:
        assert svartid(state, "stop") == (0, "Stopped.\n", "")
    assert svartid(state, "stop") == (0, "It did not run.\n", "")


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("postgresql://svartid:secret@db.example:5432/n?sslmode=require", "postgresql://svartid@db.example:5432/n?sslmode=require"),
        ("postgresql://db.example/n", "postgresql://db.example/n"),
    ],
)  # fmt: skip
def test_the_url_is_shown_without_its_password(tmp_path, named, shown):
    assert svartid(tmp_path, "url", DATABASE_URL=named) == (0, shown + "\n", "")


def test_a_server_of_ones_own_is_not_stopped(tmp_path):
    told = "svartid: DATABASE_URL names a server of your own – stop it where it runs\n"
    assert svartid(tmp_path, "stop", DATABASE_URL="postgresql://db.example/n") == (3, "", told)
