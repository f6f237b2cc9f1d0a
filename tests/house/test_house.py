import ast
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("scenarios", "probes", "results", "benchmark", "dashboards")


def modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def test_modules_are_small():
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {str(path): size for path, size in sizes.items() if size > 500} == {}
    assert statistics.median(size for path, size in sizes.items() if path.name != "__init__.py") <= 120


def test_an_init_hands_on_names_and_does_nothing():
    for path in modules():
        if path.name == "__init__.py":
            body = ast.parse(path.read_text(encoding="utf-8")).body
            doing = [node for node in body if not isinstance(node, ast.Expr | ast.ImportFrom | ast.Assign)]
            assert doing == [], path


def test_constraints_hold_versions_and_no_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert [line for line in lines if line.count("==") != 1 or "/" in line or "@" in line] == []


def test_nothing_of_this_machine_is_committed():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    home = str(ROOT.parent) + "/"
    texts = [path for path in tracked if path and (ROOT / path).suffix not in {".wav", ".png"}]
    found = [
        path for path in texts if (ROOT / path).is_file() and home.encode() in (ROOT / path).read_bytes()
    ]
    assert home == "/" or found == []


def test_the_architecture_page_names_every_room():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [room for room in ROOMS if f"| `{room}/` |" not in page] == []
