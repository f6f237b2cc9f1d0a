"""What is handed out holds all of it: templates, catalogues, styles, the library, the town's voices."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("scenarios", "probes", "results", "benchmark", "dashboards")
KINDS = (".html", ".mo", ".css", ".js", ".woff2", ".svg", ".yaml", ".json", ".wav", ".sql", ".md", ".py")
"""Kinds of files of which a program without them would only tell when it is too late."""
BUILD = """
import sys, hatchling.build
print(hatchling.build.build_wheel(sys.argv[1]))
print(hatchling.build.build_sdist(sys.argv[1]))
"""
USED = """
from pathlib import Path
import scenarios, dashboards
assert Path(scenarios.__file__).is_relative_to({site!r}), scenarios.__file__
from scenarios.library_path import library_file
from scenarios.load import load_method
print(load_method(library_file(kind="method", name="kundeserviceprisen")).method)
from probes.sandbox.catalogue import catalogue
print(len(catalogue()))
from results.setup import configure
configure(settings="dashboards.settings")
from django.template.loader import get_template
from django.utils import translation
from django.contrib.staticfiles import finders
print(bool(get_template("shopper/rate.html")), bool(finders.find("site/tokens.css")))
with translation.override("nb"):
    print(translation.gettext("Sign in"))
"""


def tracked():
    """Every file of the rooms that is part of the project."""
    told = subprocess.run(["git", "ls-files", *ROOMS], cwd=ROOT, capture_output=True, text=True, check=True)
    return {line for line in told.stdout.splitlines() if Path(line).suffix in KINDS}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build both as an operator does; the builder comes by pip, as it does when Svartid is installed."""
    tools, out = tmp_path_factory.mktemp("tools"), tmp_path_factory.mktemp("dist")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--target",
        tools,
        "hatchling",
    ]
    if subprocess.run(pip, capture_output=True, check=False, timeout=300).returncode:
        pytest.skip("hatchling is not to be had: no package index")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, out], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(tools)},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    wheel, sdist = done.stdout.split()[-2:]
    return out / wheel, out / sdist


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_wheel_and_sdist_hold_every_file(built):
    wheel, sdist = built
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert sorted(tracked() - inside) == []
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert sorted(tracked() - names) == []
    assert {"deploy/svartid.env", "README.md", "LICENSE", "pyproject.toml"} <= names
    assert [name for name in inside if name.startswith("tests/") or "__pycache__" in name] == []


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_the_wheel_works_where_there_is_nothing_else(built, tmp_path):
    site = tmp_path / "site"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        site,
        built[0],
    ]
    subprocess.run(pip, check=True, capture_output=True, timeout=300)
    # Tests that ran before in this process may have named settings of their own.
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))
    }
    environment = bare | {"PYTHONPATH": str(site), "SVARTID_STATE": str(tmp_path / "state")}
    done = subprocess.run(
        [sys.executable, "-c", USED.format(site=str(site))], cwd=tmp_path, env=environment,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["kundeserviceprisen", "25", "True", "True", "Logg", "inn"]
