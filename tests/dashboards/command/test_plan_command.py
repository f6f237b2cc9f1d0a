import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

SVARTID = Path(sys.executable).with_name("svartid")

SHOPPERS = "name,languages,channels,conflicts,most\n" + "".join(
    f"s{i:02},nb nn{' sv da fi' if i % 3 == 0 else ''},,,\n" for i in range(30)
)


def svartid(*words, **more):
    return subprocess.run(
        [SVARTID, "plan", *map(str, words)], capture_output=True, text=True, timeout=100, check=False, **more
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    (folder / "shoppers.csv").write_text(SHOPPERS)
    out = folder / "out"
    run = svartid("town-award", "--shoppers", folder / "shoppers.csv", "--out", out, "--json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout), out, run.stderr


def test_json_and_csv_hold_the_same_contacts(written):
    document, out, told = written
    with (out / "plan.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert told == f"wrote {out / 'plan.csv'}\nwrote {out / 'calendar.html'}\n"
    assert len(rows) == len(document["contacts"]) == 525
    for row, contact in zip(rows, document["contacts"], strict=True):
        assert row == {name: value or "" for name, value in contact.items()}
    assert document["seed"] == 20261201
    assert document["quality"]["contacts_each"] == {"least": 25, "middle": 25, "most": 25}
    assert {row["zone"] for row in rows} == {
        "Europe/Oslo",
        "Europe/Stockholm",
        "Europe/Copenhagen",
        "Europe/Helsinki",
    }


def test_the_page_draws_in_a_browser_without_any_network(written, chromium):
    _, out, _ = written
    asked = []
    wrong = []
    for width in (1200, 360):
        page = chromium.new_page(viewport={"width": width, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto((out / "calendar.html").as_uri())
        page.wait_for_function("document.querySelectorAll('.js-plotly-plot > .plot-container').length === 2")
        assert page.locator(".js-plotly-plot image").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == width
        drawn = page.evaluate("[...document.querySelectorAll('.js-plotly-plot')].map(p => p.clientWidth)")
        assert all(200 < each < width for each in drawn)
        for summary in page.locator("summary").all():
            summary.click()
        sums = page.locator("tr.sum td:last-child").all_inner_texts()
        assert sums[:2] == ["525", "525"]
        page.close()
    assert asked == [(out / "calendar.html").as_uri()] * 2
    assert wrong == []


def test_the_table_beside_the_calendar_has_the_days_of_the_plan(written):
    document, out, _ = written
    days = Counter(contact["at"][:10] for contact in document["contacts"])
    page = (out / "calendar.html").read_text(encoding="utf-8")
    assert "<td>14 Dec 2026</td>" in page
    week = [days[f"2026-12-{day}"] for day in range(14, 19)]
    cells = "".join(f"<td>{count}</td>" for count in [*week, sum(week)])
    assert f"<td>51</td><td>14 Dec 2026</td>{cells}" in page


def test_the_terminal_tells_what_the_plan_can_tell():
    run = svartid("spring-pulse")
    assert run.returncode == 0, run.stderr
    words = " ".join(run.stdout.split())
    assert "440 contacts with 11 organisations" in words
    assert "Machines alone: no shopper judges" in words
    assert "will have a standard error of" in words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing.yaml",), "nothing.yaml"),
        (
            ("town-award", "--shoppers", "nobody.csv"),
            "nobody.csv: cannot be read (no such file",
        ),
    ],
)
def test_what_is_wrong_is_told_without_a_traceback(words, told):
    run = svartid(*words)
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr.startswith("svartid: ")
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_a_campaign_beside_its_shoppers_finds_them(tmp_path):
    (tmp_path / "fjordvik.yaml").write_text(
        "organisation: fjordvik\nname: Fjordvik kommune\nclass: municipality\ncountry: NO\n"
        'touchpoints: {board: {phone: "+47 10 55 10 00"}}\n'
    )
    (tmp_path / "people.csv").write_text("name,languages\nane,nb\nbo,nb\n")
    (tmp_path / "winter.yaml").write_text(
        "campaign: winter\nmethod: first-contact\ncontacts: 8\n"
        "fieldwork: {from: 2026-12-01, to: 2027-03-26}\norganisations: fjordvik.yaml\n"
        "enquiries: {municipality: [nursery-admission]}\nshoppers: {pool: people.csv}\nseed: 3\n"
    )
    run = svartid(tmp_path / "winter.yaml", "--json")
    assert run.returncode == 0, run.stderr
    assert {contact["shopper"] for contact in json.loads(run.stdout)["contacts"]} == {"ane", "bo"}
