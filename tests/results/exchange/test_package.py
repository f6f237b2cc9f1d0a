import json
from pathlib import Path

import pytest

PERSONAL = ("Sandvik", "SANDVIK", "andvik@", "10 55 01 01", "10550101", "cousin", "Bystander")


def exported(folder: Path, **more):
    from results.exchange.export_package import export_package

    return export_package(folder, **more)


def told(folder: Path) -> str:
    """Everything that a package says, in both forms."""
    import pyarrow.parquet as pq

    lines = [
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".csv", ".json")
    ]
    return "\n".join(
        [*lines, *(str(pq.read_table(path).to_pylist()) for path in sorted(folder.rglob("*.parquet")))]
    )


def test_an_export_comes_back_the_same(record, full, dump, empty, tmp_path):
    from results.exchange.import_package import import_package
    from results.models import Contact, RatingAnswer

    before = dump()
    assert [name for name, rows in before.items() if not rows] == []
    done = exported(tmp_path / "out", with_persons=True)
    assert done.rows == sum(map(len, before.values()))
    record.address = empty()
    assert sum(map(len, dump().values())) == 0
    tried = import_package(tmp_path / "out", dry_run=True)
    assert (tried.rows, sum(map(len, dump().values()))) == (done.rows, 0)
    assert import_package(tmp_path / "out").rows == done.rows
    assert dump() == before
    # New rows are numbered behind the old ones, and the guards hold again.
    old = RatingAnswer.objects.order_by("-pk").first()
    old.pk, old.item = None, "new"
    old.save()
    assert old.pk > RatingAnswer.objects.exclude(item="new").order_by("-pk").first().pk
    contact = Contact.objects.first()
    contact.campaign.seed = 1
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="frozen"):
        contact.campaign.save()


def test_a_record_with_rows_takes_no_package(full, dump, tmp_path):
    from results.errors import RecordError
    from results.exchange.import_package import import_package

    exported(tmp_path / "out")
    before = dump()
    with pytest.raises(RecordError, match="the record is not empty"):
        import_package(tmp_path / "out")
    assert dump() == before


def test_a_campaign_alone_without_persons(record, full, dump, empty, tmp_path):
    from results.exchange.import_package import import_package
    from results.models import Campaign, Comment, Organisation, Shopper, TimelineEvent

    done = exported(tmp_path / "out", campaign="town-award")
    assert done.with_persons is False
    everything = told(tmp_path / "out")
    assert [word for word in PERSONAL if word in everything] == []
    assert "other-award" not in everything
    record.address = empty()
    import_package(tmp_path / "out")
    assert list(Campaign.objects.values_list("slug", flat=True)) == ["town-award"]
    assert list(Shopper.objects.values_list("label", "name", "phone")) == [("sam", "", "")]
    assert Organisation.objects.count() == 1
    assert Comment.objects.get().text == "I am [erased], call [erased] or [erased]"
    assert TimelineEvent.objects.get(number=1).detail == {"to": "tel:[erased]"}
    rows = dump()
    assert [name for name, each in rows.items() if not each] == []
    assert len(rows["results_contact"]) == 2


def test_the_package_is_valid_and_its_dictionary_complete(full, tmp_path):
    import frictionless

    exported(tmp_path / "out", with_persons=True)
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.flatten(["title", "note"]) == []
    assert report.valid
    descriptor = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    undescribed = [
        (resource["name"], field["name"])
        for resource in descriptor["resources"]
        for field in resource.get("schema", {"fields": ()})["fields"]
        if resource["name"] != "dictionary" and not field["description"]
    ]
    assert undescribed == []
    assert [resource["name"] for resource in descriptor["resources"] if not resource["hash"]] == []


def test_every_word_of_the_dictionary_names_a_column(record):
    from results.exchange.column_words import UNITS, WORDS
    from results.exchange.package_columns import package_columns
    from results.exchange.package_tables import package_tables, table_name

    known = {
        f"{table_name(table)}.{column.name}"
        for table in package_tables()
        for column in package_columns(table)
    }
    names = known | {each.partition(".")[2] for each in known}
    assert [each for each in [*WORDS, *UNITS] if each not in names] == []


def test_no_cell_is_a_formula(full, tmp_path):
    import csv

    exported(tmp_path / "out", with_persons=True)
    cells = []
    for path in (tmp_path / "out" / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert "'+4710550101" in cells


def test_an_export_is_there_whole_or_not_at_all(full, tmp_path, monkeypatch):
    from results.errors import NobodyFound, RecordError
    from results.exchange import export_package as module
    from results.models import AuditEvent

    def broken(*_args, **_more):
        raise OSError("the disk is full")

    monkeypatch.setattr(module, "write_descriptor", broken)
    with pytest.raises(OSError, match="full"):
        exported(tmp_path / "out")
    assert list(tmp_path.glob("*out*")) == []
    monkeypatch.undo()
    with pytest.raises(NobodyFound, match="no campaign"):
        exported(tmp_path / "out", campaign="nothing")
    exported(tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out" / "data").iterdir()} == {0o600}
    with pytest.raises(RecordError, match="is there already"):
        exported(tmp_path / "out")
    assert AuditEvent.objects.filter(action="record.exported").count() == 1


def test_a_damaged_package_is_refused_whole(record, full, dump, empty, tmp_path):
    from results.errors import BadUpload
    from results.exchange.import_package import import_package

    exported(tmp_path / "out")
    descriptor, data = tmp_path / "out" / "datapackage.json", tmp_path / "out" / "data" / "score.parquet"
    text, content = descriptor.read_text(), data.read_bytes()
    schema = json.loads(text)["schema_version"]
    record.address = empty()

    def refused(words: str) -> None:
        with pytest.raises(BadUpload, match=words):
            import_package(tmp_path / "out")

    data.write_bytes(content + b" ")
    refused("is not what was exported")
    data.unlink()
    refused("cannot be read")
    data.write_bytes(content)
    descriptor.write_text(text.replace(schema, "9999_later"))
    refused("written by a newer Svartid")
    descriptor.write_text(text[:-5])
    refused("no description of a Svartid package")
    assert sum(map(len, dump().values())) == 0
