"""A channel that comes in a package of its own: installed, found, and held to the contract of every probe."""

import importlib
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from conformance import ProbeConformance
from prosody import prosody

from probes.errors import ChannelUnavailable
from probes.probe import ProbeRequest
from probes.registry import channels, load_probe
from scenarios.library_path import library_path
from scenarios.load import load_enquiry
from scenarios.organisation import Organisation

PACKAGE = Path(__file__).parents[3] / "packages" / "svartid-xmpp"


def wheel(folder: Path) -> Path:
    """Pack the package as the wheel its own pyproject describes; no build backend is at hand in a test."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stem = f"{project['name'].replace('-', '_')}-{project['version']}"
    info = f"{stem}.dist-info"
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in each.items())
        for group, each in project["entry-points"].items()
    )
    files = {
        f"svartid_xmpp/{path.name}": path.read_text("utf-8")
        for path in (PACKAGE / "svartid_xmpp").glob("*.py")
    }
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/entry_points.txt"] = points
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return path


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The package, installed without a network into a folder of its own that Python looks into."""
    folder = tmp_path_factory.mktemp("site")
    words = ["--no-deps", "--no-index", "--quiet", "--target", str(folder)]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *words),
            str(wheel(tmp_path_factory.mktemp("wheel"))),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sys.path.append(str(folder))
    importlib.invalidate_caches()
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "svartid_xmpp"]:
        del sys.modules[name]


def test_without_the_package_there_is_no_such_channel():
    assert "xmpp" not in channels()
    with pytest.raises(ChannelUnavailable, match="no channel 'xmpp'"):
        load_probe("xmpp")


def test_the_package_adds_a_channel(installed):
    assert "xmpp" in channels()
    probe = load_probe("xmpp")
    assert sys.modules[probe.__module__].__file__.startswith(str(installed))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with prosody(tmp_path_factory.mktemp("xmpp") / "prosody", agents=()) as running:
        yield running


@pytest.mark.usefixtures("installed")
class TestTheChannelFromOutside(ProbeConformance):
    """A room of a real server into which nobody ever comes."""

    moment_s = 0.8

    @pytest.fixture(autouse=True)
    def _server(self, server):
        self.server = server

    def probe(self):
        return load_probe("xmpp")

    def request_for(self, evidence, **limits):
        organisation = Organisation.model_validate(
            {
                "organisation": "fjordvik",
                "name": "Fjordvik kommune",
                "class": "municipality",
                "country": "NO",
                "touchpoints": {"chat": {"chat": "https://chat.fjordvik.example/"}},
            }
        )
        enquiry = load_enquiry(library_path() / "enquiries" / "nursery-admission.yaml")
        options = {
            "room": "support@rooms.localhost",
            "server": f"127.0.0.1:{self.server.c2s}",
            "domain": "guest.localhost",
        }
        return ProbeRequest(organisation, "chat", enquiry, evidence, options=options, **limits)

    def contact_is_over(self, probe):
        lines = Path("/proc/self/net/tcp").read_text(encoding="ascii").splitlines()
        sockets = [line.split() for line in lines[1:]]
        port, established = f"{self.server.c2s:04X}", "01"
        return [each for each in sockets if each[2].endswith(port) and each[3] == established] == []
