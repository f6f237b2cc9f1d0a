"""The live site: the same pages, found from the front page, and nothing of anybody in them."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

_SVARTID = Path(sys.executable).with_name("svartid")


@pytest.fixture(scope="module")
def files(site):
    """Every file of the published edition, by path, as a stranger gets it."""
    root = f"{site.url}/award/{site.told['edition_before']}/"
    document = json.loads(site.someone().get(f"{root}edition.json", timeout=60).content)
    names = [
        "index",
        "method",
        "questions",
        "data",
        *(f"class-{each['class']}" for each in document["classes"]),
    ]
    names += [f"organisation-{key}" for key in document["organisations"]]
    paths = [f"{language}/{name}.html" for language in ("nb", "sv", "en") for name in names]
    paths += ["nb/atom.xml", "nb/rss.xml", "data/parts.csv", "data/organisations.csv", "data/figures.csv"]
    paths += ["data/prizes.csv", "data/sample.csv", "data/method.json", "edition.json"]
    session = site.someone()
    found = {path: session.get(root + path, timeout=60) for path in paths}
    assert {path: answer.status_code for path, answer in found.items() if answer.status_code != 200} == {}
    return {path: answer.text for path, answer in found.items()}


def test_a_stranger_finds_the_edition_on_the_front_page(site, visit):
    page = visit("stranger", "/", language="sv")
    page.get_by_role("heading", name="Publicerade utgåvor").wait_for()
    rows = page.locator("section[aria-labelledby=editions] .rows a")
    assert rows.count() == 1
    rows.first.click()
    page.wait_for_url(f"**/award/{site.told['edition_before']}/sv/index.html")
    page.get_by_role("link", name="Metod").click()
    page.get_by_role("heading", level=1, name="Metod").wait_for()
    assert page.said == []


def test_answers_may_be_kept_and_are_asked_for_again(site):
    path = f"{site.url}/award/{site.told['edition_before']}/nb/index.html"
    first = site.someone().get(path, timeout=60)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert site.someone().get(
        path, headers={"If-None-Match": first.headers["ETag"]}, timeout=60
    ).status_code == 304  # fmt: skip


def test_the_document_is_the_one_whose_digest_the_record_holds(site, files):
    digest = site.run(
        "from results.models import Publication as P\nprint(P.objects.get(campaign__slug='town-2024').digest)"
    )
    assert hashlib.sha256(files["edition.json"].encode()).hexdigest() == digest
    assert digest in files["sv/data.html"]


def test_the_folder_holds_what_the_site_serves(site, files, tmp_path):
    words = (site.told["edition_before"], "--out", "award", "--url", site_base(site))
    told = publish(site, *words, cwd=tmp_path)
    assert {path: text for path, text in files.items() if text.encode() != read(tmp_path, path)} == {}
    again = publish(site, *words, cwd=tmp_path)
    count = told["files"] - 1
    assert (len(told["written"]), again["written"], again["kept"]) == (count, [], count)
    checked = subprocess.run(
        [_SVARTID, "publish", "--check", "award"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stdout) == (0, f"award: {count} files, all as written.\n")


def test_what_is_not_published_is_not_written(site, tmp_path):
    done = subprocess.run(
        [_SVARTID, "publish", site.told["edition"], "--out", "award"], env=site.environment, cwd=tmp_path,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1, "svartid: town-2025 is not published yet – publish it on the site, or say --now\n"
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def publish(site, *words, cwd):
    done = subprocess.run(
        [_SVARTID, "publish", *words, "--json"],
        env=site.environment, cwd=cwd, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def site_base(site):
    return f"{site.url}/award/{site.told['edition_before']}/"


def read(folder, path):
    return (folder / "award" / path).read_bytes()


def test_nothing_of_a_person_or_of_another_edition_is_in_any_file(site, files):
    """The record holds it all: shoppers, names of agents, comments, contacts, an unpublished edition."""
    whole = "\n".join(files.values())
    contacts = site.run(
        "from results.models import Contact as C, RatingAnswer as A, Shopper as S\n"
        "import json\n"
        "print(json.dumps([[*C.objects.values_list('key', flat=True)],"
        " sorted({each for pair in A.objects.exclude(comment='', words='').values_list('comment', 'words')"
        " for each in pair if len(each) > 12}),"
        " [*S.objects.exclude(name='').values_list('name', flat=True)],"
        " [*S.objects.values_list('email', flat=True)]]))"
    )
    keys, said, names, mails = json.loads(contacts)
    assert len(keys) > 100
    assert len(said) > 4
    for hidden in (keys, said, [each for each in names if " " in each], [each for each in mails if each]):
        assert [each for each in hidden if each in whole] == []
    assert re.findall(r"OTTO|OLGA|SECRET|Turid|town-2025|account:\d|@svartid\.example", whole) == []
    assert re.findall(r"\b(?:sam|siv|ola|liv|per|ida|nils|kari)\b(?=[\"<,])", whole) == []


def test_an_evaluator_sees_it_first_and_a_gate_keeps_it_back(site, visit):
    page = visit("eva", f"/evaluator/campaigns/{site.told['edition']}/public/")
    page.get_by_role("heading", name="To everybody").wait_for()
    # The jury has not decided, and an objection is open.
    assert page.locator(".steps .sign.alarm").count() == 2
    assert page.get_by_role("button", name="Publish to everybody").count() == 0
    page.get_by_role("link", name="With all names").click()
    page.get_by_text("This is not published").wait_for()
    page.get_by_role("link", name="Open data").click()
    page.get_by_text("This is not published").wait_for()
    assert page.said == []
