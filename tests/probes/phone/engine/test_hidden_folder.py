"""The private folder for sound: who sees it, and that nothing outlives its owner."""

import os
import subprocess
import sys

import pytest

from probes.errors import ChannelUnavailable
from probes.phone.engine.hidden_folder import HiddenFolder, sweep


def test_nobody_else_sees_it_and_it_goes(tmp_path):
    with HiddenFolder(memory=tmp_path) as folder:
        assert folder.path.parent == tmp_path
        assert folder.path.stat().st_mode & 0o777 == 0o700
        (folder.path / "sound.wav").write_bytes(b"x")
        assert sweep(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept(tmp_path):
    script = (
        "import os, pathlib, sys; from probes.phone.engine.hidden_folder import HiddenFolder\n"
        "folder = HiddenFolder(memory=pathlib.Path(sys.argv[1])).__enter__()\n"
        "(folder.path / '1.wav').write_bytes(b'x'); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=False, env=os.environ | {"PYTHONPATH": "."}
    )
    (left,) = tmp_path.iterdir()
    stranger = tmp_path / f"svartid-{os.getuid()}-something-else"
    stranger.mkdir()
    with HiddenFolder(memory=tmp_path):
        assert not left.exists()
    assert stranger.exists()


def test_a_folder_without_its_lock_is_swept_only_if_its_owner_is_dead(tmp_path):
    ours = tmp_path / f"svartid-{os.getuid()}-{os.getpid()}-00000000"
    dead = tmp_path / f"svartid-{os.getuid()}-999999999-00000000"
    ours.mkdir()
    dead.mkdir()
    assert sweep(tmp_path) == [dead]
    assert ours.exists()


def test_a_machine_without_memory_is_refused_unless_disk_is_allowed(tmp_path):
    with (
        pytest.raises(ChannelUnavailable, match="kept in memory only"),
        HiddenFolder(memory=tmp_path / "none"),
    ):
        pass
    with HiddenFolder(memory=tmp_path / "none", on_disk=True) as folder:
        assert folder.path.stat().st_mode & 0o777 == 0o700
