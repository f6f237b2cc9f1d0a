import datetime as dt

import pytest

HEAD = "label,name,email,phone,languages,conflicts\n"
GOOD = (
    HEAD + 'sam,Sam Sandvik,sam@shoppers.example,+47 10 55 01 01,nb sv,\nsiv,"Solberg, Siv",,,nb,fjordvik\n'
)


def written(tmp_path, content, name="shoppers.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(path, **more):
    """Every mistake of a file, without its path."""
    from results.errors import BadUpload
    from results.exchange.shoppers import import_shoppers

    with pytest.raises(BadUpload) as caught:
        import_shoppers(path, **more)
    return [line.removeprefix(str(path)) for line in str(caught.value).splitlines()]


def test_shoppers_come_in_and_are_brought_up_to_date(record, planter, tmp_path):
    from results.exchange.shoppers import import_shoppers
    from results.models import AuditEvent, ConflictOfInterest, Shopper

    planter.organisation("fjordvik")
    done = import_shoppers(written(tmp_path, GOOD), actor="eva")
    assert (done.new, done.changed, done.same) == (2, 0, 0)
    rows = Shopper.objects.order_by("label").values_list("label", "name", "email", "phone", "languages")
    assert list(rows) == [
        ("sam", "Sam Sandvik", "sam@shoppers.example", "+4710550101", ["nb", "sv"]),
        ("siv", "Solberg, Siv", "", "", ["nb"]),
    ]
    assert ConflictOfInterest.objects.get().shopper.label == "siv"
    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.detail) == (
        "eva",
        "shoppers.imported",
        {"new": 2, "changed": 0, "same": 0},
    )
    Shopper.objects.filter(label="sam").update(phone_verified_at=dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
    again = import_shoppers(written(tmp_path, GOOD))
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    changed = import_shoppers(written(tmp_path, "label;telefon\nsam;0047 10 55 01 09\n"))
    assert (changed.new, changed.changed, changed.same) == (0, 1, 0)
    sam = Shopper.objects.get(label="sam")
    assert (sam.phone, sam.phone_verified_at, sam.name) == ("+4710550109", None, "Sam Sandvik")


def test_tried_only_nothing_is_kept(record, planter, tmp_path):
    from results.exchange.shoppers import import_shoppers
    from results.models import AuditEvent, Shopper

    planter.organisation("fjordvik")
    done = import_shoppers(written(tmp_path, GOOD), dry_run=True)
    assert (done.new, done.dry_run) == (2, True)
    assert (Shopper.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_every_mistake_has_its_row_and_column_and_nothing_is_taken(record, tmp_path):
    from results.models import Shopper

    content = (
        "label,navn,e-post,telefon,språk,inhabil,maks,aktiv\n"
        "good,A,,,nb,,4,ja\n"
        "two words,B,,,nb,,,\n"
        ",C,nobody,,nb,,,\n"
        "d,D,,10 55 01 01,nb,,,\n"
        "\n"
        "e,E,,+47 112,english,,,\n"
        "f,F,,+47 829 00 000,xx,,,\n"
        "g,G,,4.71055E+09,nb,,,\n"
        "h,H,,,nb,,2.5,maybe\n"
        "i,I,,,nb,,,,more\n"
        "j,J,,,nb,nowhere,,\n"
        "good,K,,,nb,,,\n"
    )
    path = written(tmp_path, content)
    assert told(path) == [
        ":3: label: 'two words' is no label – write one word of at most 64 letters, best a pseudonym",
        ":4: label: is empty – fill it in",
        ":4: e-post: 'nobody' is no mail address – write it like post@fjordvik.example",
        ":5: telefon: '10 55 01 01' lacks its country – write it like +47 10 55 10 01",
        ":7: telefon: +47112: 112 is an emergency number or helpline and is never dialled",
        ":8: telefon: +4782900000: 82900000 is in a premium range and is never dialled",
        ":8: språk: 'xx' is not known – write nb, nn, sv, da, fi, en",
        ":9: telefon: '4.71055E+09' was made a number by a spreadsheet – format the column as text",
        ":10: maks: '2.5' is no whole number of 0 or more",
        ":10: aktiv: 'maybe' is neither yes nor no",
        ":11: there are more cells than headings – put cells with commas in quotes",
        ":12: inhabil: the record has no organisation 'nowhere' – import it first",
        ":13: label: 'good' stands in row 2 already",
    ]
    assert Shopper.objects.count() == 0


def test_pools_have_names_of_several_words(record, tmp_path):
    from results.exchange.shoppers import import_shoppers
    from results.models import Shopper

    content = "label;pulje\nsam;våre  testkunder\nsiv;våre testkunder, høst,våre testkunder\nrune;\n"
    import_shoppers(written(tmp_path, content))

    assert dict(Shopper.objects.values_list("label", "pools")) == {
        "sam": ["våre testkunder"],
        "siv": ["våre testkunder", "høst"],
        "rune": [],
    }


def test_headings_are_matched_or_refused(record, tmp_path):
    path = written(tmp_path, "lable,name,Navn,colour\nsam,Sam,Sam,red\n")
    assert told(path) == [
        ":1: lable: there is no column of this name – did you mean label?",
        ":1: Navn: the column name is there twice",
        (
            ":1: colour: there is no column of this name – the columns are label, name, email, phone,"
            " phone_verified, languages, channels, conflicts, most, certified_until, pools, active"
        ),
        ":1: label: the column is missing – add it to the headings",
    ]


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", ":1: label: the column is missing – add it to the headings"),
        (b"label\n", ": there is no row below the headings"),
        (b'label,name\nsam,"Sam\n', ":2: the row cannot be read (unexpected end of data) – look for a quote"),
        (
            "label,name\nsam,Øystein\n".encode("mac_roman"),
            ": the letters are in no encoding that can be told",
        ),
        ("label,name\nsam,Søren\nsiv,".encode() + b"\xe5se\n", ": the letters are in no encoding that can"),
        (b"label\n\0sam\n", ": the letters are in no encoding that can be told"),
    ],
)
def test_what_cannot_be_read_is_refused(record, tmp_path, content, wrong):
    [first] = told(written(tmp_path, content))
    assert first.startswith(wrong)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_letters_and_delimiters_are_told(record, tmp_path, encoding, delimiter):
    from results.exchange.shoppers import import_shoppers
    from results.models import Shopper

    text = "label,navn\r\nåse,Åse Ødegård\r\njörgen,Jörgen “Ängs” Äng\r\n".replace(",", delimiter)
    import_shoppers(written(tmp_path, text.encode(encoding)))
    assert list(Shopper.objects.order_by("pk").values_list("label", "name")) == [
        ("åse", "Åse Ødegård"),
        ("jörgen", "Jörgen “Ängs” Äng"),
    ]


def test_a_workbook_is_read_as_a_csv_is(record, tmp_path):
    import openpyxl

    from results.exchange.shoppers import import_shoppers
    from results.models import Shopper

    book = openpyxl.Workbook()
    book.active.append(["Label", "Navn", "Telefon", "Maks", "Sertifisert til", "Aktiv"])
    book.active.append(["sam", "Sam Sandvik", "+47 10 55 01 01", 25, dt.date(2027, 3, 1), False])
    book.active.append([None] * 6)
    book.active.append(["siv", "Siv", 4710550102, 2.5, None, None])
    path = tmp_path / "shoppers.xlsx"
    book.save(path)
    assert told(path) == [
        ":4: Telefon: '4710550102' lacks its country – write it like +47 10 55 10 01",
        ":4: Maks: '2.5' is no whole number of 0 or more",
    ]
    book.active.delete_rows(4)
    book.save(path)
    assert import_shoppers(path).new == 1
    sam = Shopper.objects.get()
    assert (sam.phone, sam.most, sam.active) == ("+4710550101", 25, False)
    assert sam.certified_until == dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    path.write_bytes(b"PK\x03\x04 this is no workbook")
    assert told(path) == [": is no workbook that can be read – save it again as XLSX, or as CSV in UTF-8"]
    old = path.rename(tmp_path / "shoppers.xls")
    assert told(old) == [": .xls is not read – save it as XLSX, or as CSV in UTF-8"]


def test_an_erased_person_does_not_come_back(record, planter, tmp_path):
    from results.erasure import erase_person

    erase_person(planter.shopper("sam", name="Sam Sandvik"), actor="eva")
    path = written(tmp_path, "label\nerased-1\n")
    assert told(path) == [":2: label: 'erased-1' is what an erased person is called – give another label"]
