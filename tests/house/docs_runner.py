"""Types what a page of the documentation shows, and compares what it shows as the answer."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.house.docs_blocks import ROOT, Block

_BIN = Path(sys.executable).parent
_BESIDE_READY = {"svartid sandbox up": "Ctrl-C"}
"""What a command that goes on prints once it is ready."""


@dataclass
class Sitting:
    """Somebody at a terminal with one page: a folder of examples, a home and a record of their own."""

    folder: Path
    home: Path
    zygote: "Zygote"
    environment: dict[str, str] = field(default_factory=dict)

    def type(self, block: Block) -> None:
        """Type a block's commands; raises AssertionError with all that was seen where one is not as shown."""
        for command in block.commands:
            code, out = self._one(command.text)
            told = f"{block.where}: $ {command.text}\nexit code {code}\n{out}"
            assert code in block.ends, told
            missing = unseen(command.shown, out)
            assert missing is None, f"{told}\nthe page shows, but it was not printed: {missing}"

    def _one(self, text: str) -> tuple[int, str]:
        if set_ := re.fullmatch(r"export (\w+)=(\S+)", text):
            self.environment[set_[1]] = self._expand(set_[2])
            return 0, ""
        words = shlex.split(text, comments=True)
        more = {}
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            name, _, value = words.pop(0).partition("=")
            more[name] = self._expand(value)
        if words and Path(words[0]).name == "svartid" and not re.search(r"[|>&;]", text):
            return self.zygote.run(words, folder=self.folder, environment=self.environment | more)
        run = subprocess.run(
            ["bash", "-c", text], cwd=self.folder, env=self.environment, capture_output=True, text=True,
            timeout=300, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return run.returncode, run.stdout + run.stderr

    @contextmanager
    def staying(self, command: str, *, until: str) -> Iterator[None]:
        """Let a command go on beside; it counts as ready once it has printed the words."""
        words = shlex.split(command, comments=True)
        words[0] = Path(words[0]).name
        if words[:2] == ["svartid", "serve"]:
            words += ["--port", "0"]
        log = self.home / f"{words[1]}.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [_BIN / words[0], *words[1:]], cwd=self.folder, env=self.environment, stdout=out,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        try:
            ends = time.monotonic() + 240
            while until not in log.read_text(encoding="utf-8"):
                assert process.poll() is None, f"$ {command}\n{log.read_text(encoding='utf-8')}"
                assert time.monotonic() < ends, f"$ {command}\nnever said: {until}"
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def type_all(self, found: list[Block], kinds: tuple[str, ...]) -> None:
        """Write a page's files and type its blocks of these kinds in their order."""
        with ExitStack() as beside:
            going: set[str] = set()
            for block in found:
                if block.kind == "file":
                    (self.folder / block.name).write_text(block.text, encoding="utf-8")
                if block.kind not in kinds:
                    continue
                wanted, until = block.beside, _BESIDE_READY.get(block.beside, "")
                if block.stays:
                    [one] = block.commands
                    wanted, until = (
                        one.text,
                        _BESIDE_READY.get(one.text.removeprefix(".venv/bin/"), block.stays),
                    )
                if wanted and wanted not in going:
                    beside.enter_context(self.staying(wanted, until=until))
                    going.add(wanted)
                if not block.stays:
                    self.type(block)

    def _expand(self, text: str) -> str:
        values = self.environment | {"PWD": str(self.folder)}
        return re.sub(r"\$(\w+)", lambda name: values.get(name[1], ""), text)


class Zygote:
    """The process that forks for each command; started with the first one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115 - it lives as long as this

    def run(self, words: list[str], *, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
        code, out, err = self.run_apart(words, folder=folder, environment=environment)
        return code, out + err

    def run_apart(
        self, words: list[str], *, folder: Path, environment: dict[str, str]
    ) -> tuple[int, str, str]:
        """Return the exit code, what came on standard output, and what on standard error."""
        answer = self._ask({"words": words, "folder": str(folder), "environment": environment})
        return answer["code"], answer["out"], answer["err"]

    def stop(self) -> None:
        if self._process:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.close()
            self._process.wait(30)
            self._process.stdout.close()
        self._errors.close()

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.house.docs_zygote"], cwd=ROOT, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=self._errors, text=True,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
            self._line()
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> Any:
        assert self._process
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            raise AssertionError(f"the process that runs the commands ended: {self._errors.read()}")
        return json.loads(line)


@contextmanager
def sitting(zygote: Zygote) -> Iterator[Sitting]:
    """Seat somebody in a folder that looks like the clone's, with the examples in it; all goes afterwards."""
    home = Path(tempfile.mkdtemp(prefix="svartid-docs-"))
    home.chmod(0o711)
    folder = home / "clone"
    shutil.copytree(ROOT / "docs" / "examples", folder)
    for name in ("scenarios", "docs", ".venv"):
        (folder / name).symlink_to(ROOT / name)
    ours = ("SVARTID_", "DATABASE_", "DJANGO_")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(ours)
    } | {
        "HOME": str(home), "PATH": f"{_BIN}:{os.environ['PATH']}", "SVARTID_STATE": str(home / "state"),
        "COLUMNS": "110", "TERM": "dumb", "NO_COLOR": "1", "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    at = Sitting(folder, home, zygote, environment)
    try:
        yield at
    finally:
        for state in [each.parent for each in home.glob("*/database")]:
            subprocess.run(
                [_BIN / "svartid", "database", "stop"], env=environment | {"SVARTID_STATE": str(state)},
                capture_output=True, timeout=60, check=False,
            )  # fmt: skip
        shutil.rmtree(home, ignore_errors=True)


def unseen(shown: tuple[str, ...], out: str) -> str | None:
    """Return the first shown line that was not printed, in order, None if all were; `…` is anything."""
    printed = iter(" ".join(line.split()) for line in out.split("\n"))
    for line in shown:
        wanted = " ".join(line.split())
        if wanted == "…":
            continue
        start = wanted.removesuffix(" …") if wanted.endswith(" …") else None
        if not any(each == wanted or (start is not None and each.startswith(start)) for each in printed):
            return line
    return None
