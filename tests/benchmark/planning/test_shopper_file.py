import os

import pytest

from benchmark.planning.errors import BadShoppers
from benchmark.planning.shopper import CHANNELS, Shopper
from benchmark.planning.shopper_file import read_shoppers

ANE = Shopper("ane", ("nb", "nn"), ("phone", "chat"), frozenset({"fjordvik", "elvedal"}), 40)
BO = Shopper("bo", ("sv",), CHANNELS, frozenset(), None)


COMMA = """\
name,languages,channels,conflicts,most
ane,nb nn,phone chat,fjordvik elvedal,40
bo,sv,,,

"""
SEMICOLON = """\
\ufeffMost;Name;Languages;Channels;Conflicts
40;ane;nb nn;phone chat;fjordvik elvedal
;bo;sv;;
"""
PEOPLE = """\
label;name;email;phone;languages;channels;conflicts;most;pools;active
ane;Åse Dal;ane@shoppers.example;+47 10 77 30 01;nb nn;phone chat;fjordvik elvedal;40;ours;yes
bo;Bo Ek;;;sv;;;;ours;
cy;Cy Lund;;;nb;;;;ours;no
"""
YAML = """\
shoppers:
  - name: ane
    languages: [nb, nn]
    channels: phone chat
    conflicts: [fjordvik, elvedal]
    most: 40
  - {name: bo, languages: sv}
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shoppers.csv", COMMA),
        ("shoppers.csv", SEMICOLON.replace("\n", "\r\n")),
        ("shoppers.tsv", COMMA.replace(",", "\t")),
        ("people.csv", PEOPLE),
        ("shoppers.yaml", YAML),
    ],
)
def test_it_reads_csv_and_yaml(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_shoppers(path) == [ANE, BO]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("s.csv", "name,tongues\nane,nb\n", ":1: no column languages – begin with the line name,languages"),
        ("s.csv", "name,languages,phone\n", ":1: an unknown column 'phone' – begin"),
        ("s.csv", "label,name,languages,tone\n", ":1: an unknown column 'tone' – begin"),
        ("s.csv", "name,languages\nane,\n", ":2: languages is missing – write one or more of nb, nn"),
        ("s.csv", "name,languages\nane,no\n", ":2: languages: 'no' is not known – write nb, nn"),
        ("s.csv", "name,languages\n,nb\n", ":2: the shopper has no name"),
        ("s.csv", "name,languages,most\nane,nb,many\n", ":2: most must be a whole number (found many)"),
        ("s.csv", "name,languages\nane,nb,phone\n", ":2: the number of cells is not that of the columns"),
        ("s.csv", "name,languages\nane,nb\nane,sv\n", ":3: there is a shopper 'ane' already"),
        ("s.csv", "name,languages\n", ": there are no shoppers in it"),
        ("s.csv", "name,languages,channels\nane,nb,fax\n", ":2: channels: 'fax' is not known"),
        ("s.yaml", "people: []\n", ":1: no list of shoppers – begin with `shoppers:`"),
        (
            "s.yaml",
            "shoppers:\n  - {name: ane, languages: nb, age: 7}\n",
            ":2: age is not known – the keys are",
        ),
        (
            "s.yaml",
            "shoppers:\n  - {name: ane, languages: {nb: 1}}\n",
            ":2: languages must be a list of words",
        ),
        ("s.yaml", "shoppers:\n  - ane\n", ":2: not a shopper"),
        ("s.yaml", "shoppers: [\n", ":"),
        (
            "s.yaml",
            "shoppers:\n  - {name: ane, languages: nb, most: -1}\n",
            ":2: most must be a whole number",
        ),
    ],
)
def test_each_mistake_is_told_with_its_line(tmp_path, name, text, told):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadShoppers) as wrong:
        read_shoppers(path)
    assert f"{path}{told}" in str(wrong.value)


def test_every_mistake_is_told_at_once(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("name,languages\nane,no\nbo,xx\n")
    with pytest.raises(BadShoppers) as wrong:
        read_shoppers(path)
    assert len(str(wrong.value).splitlines()) == 2


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(BadShoppers, match="cannot be read"):
        read_shoppers(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("name,languages\nåse,nb\n".encode("latin-1"))
    with pytest.raises(BadShoppers, match="save it as UTF-8"):
        read_shoppers(tmp_path / "latin.csv")


def test_a_file_that_is_no_list_of_people_is_not_read(tmp_path):
    path = tmp_path / "shoppers.csv"
    path.touch()
    os.truncate(path, 21_000_000)
    with pytest.raises(BadShoppers) as told:
        read_shoppers(path)
    assert str(told.value) == f"{path}: is longer than 20 MB – split it"
