"""What machines read of an edition: feeds, linked data, tables; and what nobody reads in it."""

import csv
import io
import json
import re
import struct
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime

from tests.dashboards.public.conftest import BASE, HOSTILE

_ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_atom_feed_has_what_the_standard_asks_for(edition):
    feed = ET.parse(edition.folder / "sv" / "atom.xml").getroot()
    assert feed.tag == f"{_ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    assert feed.findtext(f"{_ATOM}title") == "Exempelpriset 2026"
    assert feed.findtext(f"{_ATOM}id") == f"{BASE}sv/index.html"
    links = {each.get("rel"): each.get("href") for each in feed.findall(f"{_ATOM}link")}
    assert links == {"alternate": f"{BASE}sv/index.html", "self": f"{BASE}sv/atom.xml"}
    [entry] = feed.findall(f"{_ATOM}entry")
    at = edition.document["changes"][0]["at"]
    assert entry.findtext(f"{_ATOM}updated") == feed.findtext(f"{_ATOM}updated") == at
    assert entry.findtext(f"{_ATOM}id") == f"{BASE}sv/index.html#1"
    assert feed.find(f"{_ATOM}author") is not None


def test_the_rss_feed_has_what_readers_need(edition):
    channel = ET.parse(edition.folder / "nb" / "rss.xml").getroot().find("channel")
    assert channel is not None
    assert channel.findtext("title") == "Eksempelprisen 2026"
    assert channel.findtext("link") == f"{BASE}nb/index.html"
    assert channel.findtext("language") == "nb"
    [item] = channel.findall("item")
    assert (item.findtext("guid"), item.find("guid").get("isPermaLink")) == (
        f"{BASE}nb/index.html#1", "false"
    )  # fmt: skip
    assert parsedate_to_datetime(item.findtext("pubDate")).isoformat() == edition.document["changes"][0]["at"]


def test_without_an_address_there_is_no_feed_and_nothing_names_one(editions):
    folder = editions.other.folder
    assert [path.name for path in folder.rglob("*.xml")] == []
    page = (folder / "nb" / "index.html").read_text(encoding="utf-8")
    assert "award.example" not in page
    assert re.findall(r'rel="canonical"|atom\.xml', page) == []


def test_linked_data_says_who_won_and_where_the_data_are(edition):
    front = linked(edition.folder / "en" / "index.html")
    assert (front["@type"], front["name"]) == ("Dataset", "The example award 2026")
    for each in front["distribution"]:
        assert (edition.folder / "en" / each["contentUrl"]).is_file()
    klass = edition.document["classes"][0]
    ranked = linked(edition.folder / "en" / f"class-{klass['class']}.html")
    assert [each["name"] for each in ranked["itemListElement"]] == [
        row["name"]["en"] for row in klass["rows"]
    ]
    winner = klass["rows"][0]["key"]
    assert any(
        "Winner" in each for each in linked(edition.folder / "en" / f"organisation-{winner}.html")["award"]
    )


def linked(page):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert found is not None
    return json.loads(found[1])


def test_each_table_has_the_columns_that_its_dictionary_explains(edition):
    package = json.loads((edition.folder / "data" / "datapackage.json").read_bytes())
    for each in package["resources"]:
        rows = table(edition, each["name"])
        assert list(rows[0]) == [field["name"] for field in each["schema"]["fields"]]
        page = (edition.folder / "sv" / "data.html").read_text(encoding="utf-8")
        assert [name for name in rows[0] if f"<code>{name}</code>" not in page] == []


def test_the_tables_are_the_document(edition):
    rows = [row for klass in edition.document["classes"] for row in klass["rows"]]
    told = table(edition, "organisations")
    assert [(each["organisation"], float(each["score"]), int(each["rank"])) for each in told] == [
        (row["key"], row["score"], row["rank"]) for row in rows
    ]
    small = [each for each in table(edition, "parts") if each["status"] == "too_few"]
    assert small
    assert {(each["score"], each["low"], each["contacts"]) for each in small} == {("", "", "")}


def table(edition, name):
    text = (edition.folder / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_picture_for_links_is_a_png_of_the_size_that_pages_name(edition):
    content = (edition.folder / "nb" / "picture.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
    assert len(content) < 150_000
    page = (edition.folder / "nb" / "index.html").read_text(encoding="utf-8")
    assert f'property="og:image" content="{BASE}nb/picture.png"' in page


def test_a_name_cannot_become_markup(editions):
    for page in editions.other.folder.rglob("*.html"):
        assert re.findall(r"<script>|alert\(1\)</script>", page.read_text(encoding="utf-8")) == []
    assert table(editions.other, "organisations")[0]["name"] == f"'{HOSTILE}"


def test_whom_the_edition_does_not_name_is_a_letter_without_a_page(editions):
    """As `shortlist` publishes it; that the document holds no name then is held where it is made."""
    folder, klass = editions.other.folder, editions.other.document["classes"][0]["class"]
    page = (folder / "nb" / f"class-{klass}.html").read_text(encoding="utf-8")
    assert re.search(r'<th scope="row">Virksomhet A</th>', page)
    gone = editions.first.document["classes"][0]["rows"][-1]["key"]
    assert not (folder / "nb" / f"organisation-{gone}.html").exists()
    assert not (folder / "nb" / "organisation-letter-a.html").exists()
    assert "De andra är bokstäver." in (folder / "sv" / "index.html").read_text(encoding="utf-8")


def test_the_jurys_reason_stands_in_the_language_in_which_it_was_written(editions):
    folder, document = editions.other.folder, editions.other.document
    prize = next(each for each in document["prizes"] if "reason" in each)
    said = "<p>Lyssnade först &amp; svarade sedan.</p>\n<p>Det &lt;em&gt;hjälpte&lt;/em&gt;.</p>"
    pages = ["index", f"class-{prize['group']}", *(f"organisation-{key}" for key in prize["winners"])]
    for language, mark in (("nb", ' lang="sv"'), ("sv", ""), ("en", ' lang="sv"')):
        for name in pages:
            text = (folder / language / f"{name}.html").read_text(encoding="utf-8")
            assert re.findall(rf"<div[^>]*?({re.escape(mark)})>{re.escape(said)}", text) == [mark], name


def test_the_licence_is_named_or_it_is_said_that_there_is_none(editions):
    def licence(edition):
        page = (edition.folder / "en" / "data.html").read_text(encoding="utf-8")
        package = json.loads((edition.folder / "data" / "datapackage.json").read_bytes())
        linked_to = linked(edition.folder / "en" / "data.html").get("license")
        words = re.findall(r'<h2 id="licence">Licence</h2>\n<p>(.*?)</p>', page)
        return words, package.get("licenses"), linked_to

    # An edition of the first format said nothing, and its bytes stay.
    assert licence(editions.first) == ([], None, None)
    [words], package, linked_to = licence(editions.changed)
    assert words.startswith("No licence is given. You may read the figures, quote them and link here.")
    assert (package, linked_to) == (None, None)
    given = editions.other.document["edition"]["licence"]
    assert licence(editions.other) == (
        [
            (
                'The data may be used under the licence <a href="https://cc.example/"'
                ' rel="license">Creative Commons</a> (CC-BY-4.0).'
            )
        ],
        [{"name": given["id"], "path": given["url"], "title": given["title"]}],
        given["url"],
    )


def test_a_demonstration_says_so_on_every_page(edition):
    for page in edition.folder.glob("??/*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.search(r'<div class="note"><strong>Demonstra[st]', text), page
        assert '<meta name="robots" content="noindex">' in text
