"""The commands, with a town's sites running."""

import json
from contextlib import AsyncExitStack

import pytest
import yaml
from served_page import serving_page
from typer.testing import CliRunner

from dashboards.command.main import assemble
from probes.directory import read_directory, remove_directory, write_directory
from probes.sandbox.mail.town_post import running_town_post
from probes.sandbox.truth import Happening, read_truth
from probes.sandbox.web.town_sites import running_sites, site_catalogue
from scenarios.library_path import library_file
from scenarios.touchpoint import WebFormTouchpoint


@pytest.fixture(scope="module")
def town(house, tmp_path_factory):
    state = tmp_path_factory.mktemp("town")
    stack = AsyncExitStack()
    names = ("fjordvik", "skyttelbussen", "norrskogen", "granheim")

    async def open_town():
        # Hours of the town's post pass in seconds.
        post = await stack.enter_async_context(
            running_town_post(truth=state, names=names, state=state, pace=5_000)
        )
        return await stack.enter_async_context(
            running_sites(truth=state, names=names, received=(post.received,))
        )

    write_directory(house.run(open_town()), state=state)
    yield state
    remove_directory(state=state)
    house.run(stack.aclose())


def run(*words):
    return CliRunner().invoke(assemble([words[0]]), list(words))


def test_every_form_of_the_library_has_a_site():
    sites = site_catalogue()
    assert len(sites) == 25
    assert {site.behaviour.form.fault for site in sites.values()} == {
        "none", "server_error", "silent", "refuses", "missing", "away", "away_on_send",
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


def test_submit_waits_for_the_answer_by_mail(town, monkeypatch):
    monkeypatch.setenv("SVARTID_STATE", str(town))
    asked = ["--organisation", "fjordvik", "--enquiry", "nursery-admission", "--town", str(town)]
    result = run("submit", *asked, "--wait", "30 s", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["outcome"] == "replied"
    arrived = [event for event in told["timeline"]["events"] if event["kind"] == "letter_arrived"]
    assert [event["detail"]["letter"] for event in arrived] == ["case_number", "person"]
    # Against the town's own log: to the second, for mail servers stamp what they take with whole seconds.
    log = read_truth(town / "postmottak@fjordvik.example.jsonl")
    taken = [each for each in log if each.event is Happening.LETTER_RECEIVED][-1]
    ours = [each for each in log if each.call == taken.call and each.event is Happening.LETTER_SENT]
    sent_ms = next(event["ms"] for event in told["timeline"]["events"] if event["kind"] == "submitted")
    for seen, true in zip(arrived, ours, strict=True):
        waited_s = (seen["ms"] - sent_ms) / 1000
        assert -1.1 < waited_s - (true.ns - taken.ns) / 1e9 < 1.0, (seen, true.detail)
    reply = told["measurements"]["reply_time"]
    assert reply["status"] == "observed"
    assert reply["value"] == pytest.approx(max(0.0, waited_s), abs=0.001)


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


EVERYTHING = """<!doctype html><html lang="nb"><title>Kontakt oss</title><h1>Kontakt oss</h1>
<p>Skriv til <a href="mailto:post@fjordvik.example?subject=Hei">postmottaket</a>,
eller til kari.holm@fjordvik.example.</p>
<form action="/send" method="post">
<fieldset><label>Tema * <select name="t" required><option>Barnehage</option><option>Annet</option></select>
</label><button type="button">Neste</button></fieldset>
<fieldset hidden><label>Navn <input name="n"></label>
<label>E-post * <input name="e" type="email" required></label>
<button type="button">Neste</button></fieldset>
<fieldset hidden><label>Melding * <textarea name="m" required></textarea></label>
<label><input type="checkbox" required> Jeg godtar vilkårene</label>
<button type="submit">Send inn</button></fieldset></form>
<div id="conversejs"></div>
<script>
const steps = [...document.querySelectorAll('fieldset')];
steps.forEach((step, at) => step.querySelector('[type=button]')?.addEventListener('click', () => {
  fetch('/tracked?' + new URLSearchParams(new FormData(document.forms[0]))).catch(() => {});
  step.hidden = true; steps[at + 1].hidden = false;
}));
</script></html>"""


def test_inspect_proposes_form_chat_and_mailbox_of_one_page_and_sends_nothing(monkeypatch):
    monkeypatch.setattr("probes.web_form.inspect_form._BUILD_MS", 300)
    monkeypatch.setattr("probes.chat.inspect_chat._BUILD_S", 0.3)
    with serving_page(EVERYTHING) as page:
        result = run("touchpoint", "inspect", page.url, "--yaml")
        assert result.exit_code == 0, result.output
        assert {asked for asked in page.asked if "favicon" not in asked} == {"GET /"}
    found = yaml.safe_load(result.stdout)
    assert found == {
        "contact-form": {
            "web_form": page.url,
            "fields": {"name": "Navn", "email": "E-post", "message": "Melding"},
            "choose": {"Tema": "Annet"},
            "tick": ["Jeg godtar vilkårene"],
            "next": "Neste",
            "send": "Send inn",
        },
        "chat": {"chat": page.url, "system": "converse"},
        "mailbox": {"email": "post@fjordvik.example"},
    }
    WebFormTouchpoint.model_validate(found["contact-form"])
