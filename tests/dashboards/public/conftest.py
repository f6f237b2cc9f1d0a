"""A frozen edition, written as a folder once: `tests/data/editions/2026.json` is never written again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FROZEN = Path(__file__).parents[2] / "data" / "editions"
BASE = "https://award.example/2026/"


class Edition(NamedTuple):
    """A written edition: its folder, its document, and what writing it told."""

    folder: Path
    document: dict[str, Any]
    told: dict[str, Any]


Write = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """`write(document, folder)` in a process of its own, as `svartid publish` does; returns what it told."""
    state = tmp_path_factory.mktemp("state")

    def writing(document: Path | dict[str, Any], folder: Path, base: str = BASE) -> dict[str, Any]:
        if isinstance(document, dict):
            path = tmp_path_factory.mktemp("document") / "edition.json"
            path.write_text(json.dumps(document), encoding="utf-8")
            document = path
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("write_edition.py"), document, folder, base],
            env={**os.environ, "SVARTID_STATE": str(state), "DJANGO_SETTINGS_MODULE": "dashboards.settings"},
            capture_output=True, text=True, timeout=110, check=False, cwd=Path(__file__).parents[3],
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return writing


@pytest.fixture(scope="session")
def edition(write: Write, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    document = json.loads((FROZEN / "2026.json").read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("edition") / "award"
    return Edition(folder, document, write(FROZEN / "2026.json", folder))
