import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboards.command.commands import COMMANDS

SVARTID = Path(sys.executable).with_name("svartid")


def svartid(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SVARTID, *words], capture_output=True, text=True, timeout=60, check=False)


def test_it_lists_every_command_without_importing_a_room():
    code = (
        "import sys; sys.argv = ['svartid', '--help']\n"
        "from dashboards.command.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "import json; print(json.dumps(sorted(m for m in sys.modules if m.partition('.')[0] in"
        " ('scenarios', 'probes', 'results', 'benchmark'))), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(run.stderr) == []
    assert [name for name in COMMANDS if f"│ {name} " not in run.stdout] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name, zygote, tmp_path):
    code, out, err = zygote.run_apart(
        ["svartid", name, "--help"], folder=tmp_path, environment=dict(os.environ)
    )
    assert (code, err) == (0, "")
    assert f"svartid {name}" in out.replace("Usage: svartid", "")


def test_a_mistyped_command_is_told_the_nearest():
    run = svartid("cal")
    assert run.returncode == 2
    assert "Did you mean 'call'?" in run.stderr
    assert run.stdout == ""


def test_a_reader_that_has_gone_away_is_no_mistake():
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run([SVARTID, "library"], stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    assert (run.returncode, run.stderr) == (0, b"")


def test_what_the_system_refuses_is_told_without_numbers(zygote, tmp_path):
    taken = tmp_path / "plan"
    taken.write_text("", encoding="utf-8")
    words = ["svartid", "plan", "town-award", "--json", "--out", str(taken)]
    code, _, err = zygote.run_apart(words, folder=tmp_path, environment=dict(os.environ))
    assert (code, err) == (3, f"svartid: {taken}: file exists\n")
    assert taken.read_text(encoding="utf-8") == ""


def test_a_folder_without_documents_is_told(zygote, tmp_path):
    words = ["svartid", "plan", str(tmp_path)]
    code, _, err = zygote.run_apart(words, folder=tmp_path, environment=dict(os.environ))
    told = "no YAML file stands in this folder – name a file, or another folder"
    assert (code, err) == (3, f"svartid: {tmp_path}:1:1: {told}\n")
