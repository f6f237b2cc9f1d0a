import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboards.command.commands import COMMANDS
from probes.phone.measure import measure
from probes.phone.trunk_file import load_trunk
from probes.timeline import Timeline
from scenarios.load import load_enquiry

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_docs(name):
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert re.search(rf"svartid {name}\b|make {name}\b", text)


def test_every_measurement_stands_in_the_docs():
    timeline = Timeline(channel="phone", started_at=datetime(2026, 12, 1, tzinfo=UTC))
    page = (ROOT / "docs" / "telephone.md").read_text(encoding="utf-8")
    missing = [name for name in measure(timeline) if f"`{name}`" not in page]
    assert missing == []


def test_every_link_between_pages_leads_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page, target)


def test_the_trunk_of_the_docs_loads(tmp_path):
    [trunk] = blocks("telephone.md", "yaml")
    (tmp_path / "trunk.yaml").write_text(trunk, encoding="utf-8")
    secret = tmp_path / "trunk.secret"
    secret.write_text("ssh", encoding="utf-8")
    secret.chmod(0o600)
    assert load_trunk(tmp_path / "trunk.yaml", environ={}).password == "ssh"


def test_the_script_of_the_docs_validates(tmp_path):
    [script] = blocks("language.md", "yaml")
    source = (ROOT / "scenarios/library/enquiries/nursery-admission.yaml").read_text(encoding="utf-8")
    begin, end = source.index("\nphone:"), source.index("\nweb_form:")
    path = tmp_path / "nursery-admission.yaml"
    path.write_text(source[:begin] + "\n" + script + source[end:], encoding="utf-8")
    assert len(load_enquiry(path).phone or ()) == 7
