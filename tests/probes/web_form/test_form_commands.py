"""The commands, with a town's sites running."""

import json
from contextlib import AsyncExitStack

import pytest
import yaml
from typer.testing import CliRunner

from dashboards.command.main import assemble
from probes.directory import read_directory, remove_directory, write_directory
from probes.sandbox.web.town_sites import running_sites, site_catalogue
from scenarios.library_path import library_file
from scenarios.touchpoint import WebFormTouchpoint


@pytest.fixture(scope="module")
def town(house, tmp_path_factory):
    state = tmp_path_factory.mktemp("town")
    stack = AsyncExitStack()
    names = ("fjordvik", "skyttelbussen", "norrskogen", "granheim")
    sites = house.run(stack.enter_async_context(running_sites(truth=state, names=names)))
    write_directory(sites, state=state)
    yield state
    remove_directory(state=state)
    house.run(stack.aclose())


def run(*words):
    return CliRunner().invoke(assemble([words[0]]), list(words))


def test_every_form_of_the_library_has_a_site():
    sites = site_catalogue()
    assert len(sites) == 19
    assert {site.behaviour.form.fault for site in sites.values()} == {
        "none", "server_error", "silent", "refuses", "away_on_send",
    }  # fmt: skip


def test_submit_sends_one_form_and_tells_it(town, tmp_path):
    out = tmp_path / "out"
    asked = ["--organisation", "fjordvik", "--enquiry", "nursery-admission", "--town", str(town)]
    result = run("submit", *asked, "--out", str(out), "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["outcome"] == "no_reply"
    assert told["measurements"]["form_fields"]["value"] == 4
    assert told["timeline"] == json.loads((out / "timeline.json").read_text(encoding="utf-8"))
    assert {path.name for path in out.iterdir()} >= {"form.png", "answer.png", "confirmation.txt"}


def test_a_form_that_leads_elsewhere_ends_with_the_rules_code(town):
    asked = ["--organisation", "norrskogen", "--enquiry", "season-ticket", "--town", str(town)]
    result = run("submit", *asked)
    assert result.exit_code == 1
    assert "not among the touchpoint's hosts" in str(result.exception)
    assert result.exception.exit_code == 4


def test_a_real_form_is_not_sent_without_a_word(tmp_path):
    file = tmp_path / "real.yaml"
    file.write_text(
        library_file(kind="organisation", name="fjordvik").read_text().replace(".example", ".internal")
    )
    asked = ["--organisation", str(file), "--enquiry", "nursery-admission", "--town", str(tmp_path)]
    result = run("submit", *asked)
    assert "add --yes" in str(result.exception)


def test_inspect_proposes_a_touchpoint_that_loads(town, tmp_path):
    picture = tmp_path / "form.png"
    url = "https://www.fjordvik.example/kontakt"
    result = run("touchpoint", "inspect", url, "--town", str(town), "--yaml", "--picture", str(picture))
    assert result.exit_code == 0, result.output
    (proposed,) = yaml.safe_load(result.stdout).values()
    assert proposed == {
        "web_form": url,
        "fields": {"name": "Navn", "email": "E-post", "message": "Melding"},
        "tick": ["Jeg godtar at opplysningene lagres"],
        "send": "Send inn",
    }
    WebFormTouchpoint.model_validate(proposed)
    assert picture.stat().st_size > 1000
    assert read_directory(state=town).numbers[url].startswith("http://127.0.0.1:")
