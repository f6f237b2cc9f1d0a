"""Where Svartid keeps what it runs with: one rule for all, and nobody else's folder is touched."""

import os
import stat
from pathlib import Path

import pytest
from platformdirs import user_state_path

from probes import state
from probes.directory import read_directory, write_directory
from probes.errors import BadSettings
from probes.state import ROOT_STATE, make_state_folder, state_folder
from results.state import state_folder as of_the_record


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SVARTID_STATE", raising=False)


def _as(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_root_and_others_have_their_own_and_a_named_one_wins(monkeypatch, tmp_path):
    _as(monkeypatch, 0)
    assert state_folder() == of_the_record() == ROOT_STATE == Path("/var/lib/svartid")
    _as(monkeypatch, 1000)
    assert state_folder() == of_the_record() == user_state_path("svartid", appauthor=False)
    monkeypatch.setenv("SVARTID_STATE", str(tmp_path / "named"))
    _as(monkeypatch, 0)
    assert state_folder() == of_the_record() == tmp_path / "named"
    assert state_folder(tmp_path) == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_made_absolute_once(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert state_folder(Path("here")) == tmp_path / "here"
    assert state_folder(Path("~/there")) == Path.home() / "there"


@pytest.mark.parametrize(("user", "mode"), [(0, 0o711), (1000, 0o700)])
def test_what_the_town_makes_is_closed_and_no_other_folders_mode_changes(monkeypatch, tmp_path, user, mode):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    home.chmod(0o700)
    monkeypatch.setattr(state, "ROOT_STATE", home / "state")
    monkeypatch.setattr(state, "user_state_path", lambda *_, **__: home / "state")
    _as(monkeypatch, user)
    before = {each: _mode(each) for each in (home, tmp_path, *tmp_path.parents)}
    write_directory([])
    assert read_directory().process == os.getpid()
    assert _mode(home / "state") == mode
    assert {each: _mode(each) for each in before} == before


def test_a_folder_that_is_there_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o750)
    assert make_state_folder(tmp_path) == tmp_path
    assert _mode(tmp_path) == 0o750


def test_what_cannot_be_made_is_told_with_the_remedy(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSettings, match=r"cannot be made .* – set SVARTID_STATE to another"):
        make_state_folder(tmp_path / "file" / "state")
