import json
import subprocess
import sys
from pathlib import Path

import pytest

SVARTID = Path(sys.executable).with_name("svartid")
PARTS = ["database", "disk", "pjsua2", "trunk", "Chromium", "mail", "clock"]


def doctor(environment, *words):
    run = subprocess.run(
        [SVARTID, "doctor", "--json", *words], env=environment, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    return run.returncode, json.loads(run.stdout)


def test_it_names_every_part_and_each_lack_has_its_remedy(record):
    code, told = doctor(record.environment)
    assert [each["what"] for each in told["findings"]] == PARTS
    assert [each for each in told["findings"] if each["verdict"] != "good" and not each["remedy"]] == []
    database = told["findings"][0]
    assert database["verdict"] == "good"
    assert database["words"].endswith("its schema is the newest")
    assert (code, told["good"], told["missing"]) == (0, True, [])


def test_what_a_channel_needs_decides_the_exit_code(record):
    code, told = doctor(record.environment, "--channel", "phone")
    assert (code, told["missing"]) == (1, ["trunk"])


def test_a_database_that_does_not_answer_is_bad(record):
    code, told = doctor(record.environment | {"DATABASE_URL": "postgresql://127.0.0.1:1/n"})
    assert (code, told["missing"]) == (1, ["database"])
    assert told["findings"][0]["remedy"] == "check DATABASE_URL"


def test_a_bad_trunk_file_is_told_with_its_mistake(record, tmp_path):
    (tmp_path / "trunk.yaml").write_text("transport: pigeon\n")
    code, told = doctor(record.environment, "--channel", "phone", "--trunk", str(tmp_path / "trunk.yaml"))
    assert (code, told["missing"]) == (1, ["trunk"])
    assert "must be one of udp, tcp, tls" in told["findings"][3]["words"]


def test_a_channel_mistyped_is_told():
    run = subprocess.run([SVARTID, "doctor", "--channel", "fax"], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "no such channel" in run.stderr


@pytest.mark.parametrize(("free", "verdict"), [(0.5e9, "bad"), (2e9, "note"), (9e9, "good")])
def test_the_disk_is_weighed(record, monkeypatch, free, verdict):
    import shutil

    from results.doctor.disk import examine_disk

    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10e9, 10e9 - free, free))
    assert examine_disk().verdict == verdict


@pytest.mark.parametrize(("state", "verdict"), [(0, "good"), (5, "note"), (None, "note")])
def test_the_clock_is_asked(monkeypatch, state, verdict):
    from results.doctor import clock

    monkeypatch.setattr(clock, "_kernel_state", lambda: state)
    assert clock.examine_clock().verdict == verdict
