"""A backup comes back whole, or not at all."""

import stat
import tarfile

import psycopg
import pytest


@pytest.fixture
def filled(record, monkeypatch):
    """A record with a few rows and a piece of evidence, on the server that the environment names."""
    from results.keep_organisation import keep_organisation
    from results.models import Award, Shopper
    from results.store import Store
    from scenarios.library_path import library_file
    from scenarios.load import load_organisation

    monkeypatch.setenv("DATABASE_URL", record.url)
    monkeypatch.setenv("SVARTID_STATE", str(record.state))
    keep_organisation(load_organisation(library_file(kind="organisation", name="fjordvik")))
    Award.objects.create(slug="byens-pris", name="Byens pris «ærlig»")
    Shopper.objects.create(label="sam", name="Sam", languages=["nb"])
    return Store().put(b"et bilde")


@pytest.fixture
def elsewhere(record, monkeypatch, tmp_path):
    """`elsewhere()` – from now on an empty database and another state folder are in use."""
    name = f"{record.address.name}_back"

    def use():
        with record.server.connection() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
        state = tmp_path / "elsewhere"
        state.mkdir(exist_ok=True)
        monkeypatch.setenv("DATABASE_URL", record.url.replace(f"/{record.address.name}", f"/{name}"))
        monkeypatch.setenv("SVARTID_STATE", str(state))
        return state

    yield use
    with record.server.connection() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def contents():
    """Every row of every table, and the guards' names, of the database in use."""
    from results.backup.postgres_tools import database_in_use

    found = {}
    with psycopg.connect(**database_in_use().to_libpq()) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (name,) in rows.fetchall():
            lines = connection.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1').fetchall()
            found[name] = [line[0] for line in lines]
        guards = connection.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")
        found["guards"] = [row[0] for row in guards.fetchall()]
    return found


@pytest.mark.timeout(400)
def test_it_comes_back_into_an_empty_database_and_into_no_other(filled, elsewhere, tmp_path):
    from results.backup.make_backup import make_backup
    from results.backup.restore_backup import restore_backup
    from results.errors import BackupDamaged, NotRestorable

    path = tmp_path / "one.backup"
    made = make_backup(path, actor="eva")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made.rows["results_award"] == 1
    with tarfile.open(path) as tar:
        assert sorted(name.partition("/")[0] for name in tar.getnames()) == [
            "database.dump", "evidence", "manifest.json", "manifest.sha256",
        ]  # fmt: skip
    with pytest.raises(FileExistsError, match="there is a file already"):
        make_backup(path, actor="eva")
    before = contents()
    # The second, refused one left its line in the trail of the record, not in the file.
    before["results_auditevent"].pop()

    state = elsewhere()
    done = restore_backup(path, known=frozenset([made.migration]))
    assert (done.manifest, done.evidence, done.keys) == (made, 1, 0)
    assert contents() == before
    assert (state / "evidence" / filled[:2] / filled).read_bytes() == b"et bilde"

    with pytest.raises(NotRestorable, match="not empty"):
        restore_backup(path)
    broken = tmp_path / "broken.backup"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    with pytest.raises(BackupDamaged, match="not what was written"):
        restore_backup(broken, replace=True)
    with pytest.raises(NotRestorable, match="newer Svartid"):
        restore_backup(path, replace=True, known=frozenset(["0001_initial"]))
    assert contents() == before
    restore_backup(path, replace=True)
    assert contents() == before


def test_who_uses_the_database_is_not_surprised(filled, elsewhere, tmp_path):
    from results.backup.make_backup import make_backup
    from results.backup.postgres_tools import database_in_use
    from results.backup.restore_backup import restore_backup
    from results.errors import BackupDamaged, NotRestorable

    path = tmp_path / "one.backup"
    make_backup(path, actor="eva")
    elsewhere()
    with psycopg.connect(**database_in_use().to_libpq()), pytest.raises(NotRestorable, match="1 others"):
        restore_backup(path)
    letter = tmp_path / "letter.txt"
    letter.write_text("Hei!", encoding="utf-8")
    with pytest.raises(BackupDamaged, match="this is no backup"):
        restore_backup(letter)
