import hashlib
from pathlib import Path

VENDOR = Path(__file__).parents[3] / "dashboards" / "static" / "vendor"


def test_what_others_made_is_whole_and_named():
    lines = [line.split() for line in (VENDOR / "VERSIONS").read_text().splitlines() if line[0] != "#"]
    named = {path: digest for path, _package, _version, _licence, digest in lines}
    there = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in ("VERSIONS", "LICENSE")
    }
    assert named == there
    assert [path for path in named if not (VENDOR / path).with_name("LICENSE").exists()] == []
