"""Many documents together: found, named, resolved in the library, and known by their content."""

from pathlib import Path

import pytest

from scenarios.campaign import Campaign
from scenarios.content_hash import content_hash
from scenarios.enquiry import Enquiry
from scenarios.errors import Mistake, ScenarioErrors
from scenarios.kinds import KINDS
from scenarios.library_path import library_file, library_files
from scenarios.load import load, load_campaign, load_enquiry, load_organisation
from scenarios.load_tree import load_tree
from scenarios.method import Method
from scenarios.organisation import Organisation

TREES = Path(__file__).parents[1] / "data" / "invalid-trees"
GOOD = TREES / "campaign-good"


def test_a_tree_holds_what_its_files_hold() -> None:
    tree = load_tree([GOOD])

    assert list(tree.all(Enquiry)) == ["parking"]
    assert list(tree.all(Organisation)) == ["fjordvik"]
    assert list(tree.all(Campaign)) == ["tiny"]
    campaign = next(loaded for loaded in tree.files if isinstance(loaded.model, Campaign))
    assert [loaded.path for loaded in tree.organisations_of(campaign)] == [
        GOOD / "organisations" / "fjordvik.yaml"
    ]


def test_a_campaign_brings_its_organisations_with_it() -> None:
    tree = load_tree([GOOD / "campaign.yaml", GOOD / "method.yaml", GOOD / "enquiry.yaml"])

    assert list(tree.all(Organisation)) == ["fjordvik"]


def test_what_is_not_in_the_tree_is_found_in_the_library() -> None:
    tree = load_tree([GOOD])

    shipped = library_file(kind="enquiry", name="nursery-admission")
    assert shipped is not None
    assert tree.find(Enquiry, "nursery-admission") == load(shipped)
    assert tree.find(Enquiry, "nothing-of-the-kind") is None
    assert "nursery-admission" not in tree.all(Enquiry)
    with pytest.raises(KeyError):
        tree.hash_of(Method, "nothing-of-the-kind")


def test_a_tree_with_mistakes_raises_all_of_them() -> None:
    with pytest.raises(ScenarioErrors) as raised:
        load_tree([TREES / "names-taken"])

    assert [(Path(it.file).name, it.line, it.column, it.path) for it in raised.value.mistakes] == [
        ("b.yaml", 1, 10, "enquiry"),
        ("e.yaml", 1, 15, "organisation"),
    ]
    assert str(raised.value).count("\n") == 1


def test_a_hidden_folder_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("wrong")
    (tmp_path / "x.txt").write_text("wrong")
    (tmp_path / "enquiry.yml").write_bytes((GOOD / "enquiry.yaml").read_bytes())

    [found] = load_tree([tmp_path]).files
    assert found.document.file == str(tmp_path / "enquiry.yml")


def test_the_wrong_kind_of_document_is_said() -> None:
    path = GOOD / "enquiry.yaml"
    with pytest.raises(ScenarioErrors) as raised:
        load_organisation(path)

    message = "is no organisation (found a document of the kind enquiry) – name another file"
    assert raised.value.mistakes == (Mistake(str(path), 1, 1, "", message),)


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(ScenarioErrors) as raised:
        load_campaign(tmp_path)

    message = "cannot be read (is a directory) – check the path"
    assert raised.value.mistakes == (Mistake(str(tmp_path), 1, 1, "", message),)


def test_comments_order_and_quotes_do_not_change_the_content_and_a_word_does(tmp_path: Path) -> None:
    written = (GOOD / "enquiry.yaml").read_text()
    lines = written.splitlines(keepends=True)
    same = tmp_path / "same.yaml"
    turned = "".join([lines[1], lines[0], *lines[2:]])
    same.write_text("# a comment\n" + turned.replace("parking", '"parking"'))
    other = tmp_path / "other.yaml"
    other.write_text(written.replace("Hva koster det?", "Hva koster det nå?"))

    asked = content_hash(load(GOOD / "enquiry.yaml"))
    assert len(asked) == 64
    assert content_hash(load(same)) == asked
    assert content_hash(load(other)) != asked


def test_the_order_in_which_facts_are_asked_is_content(tmp_path: Path) -> None:
    written = (GOOD / "enquiry.yaml").read_text()
    one, two = "  - price: {nb: Hva koster det?}\n", "  - zone: {nb: Hvor gjelder det?}\n"
    (tmp_path / "a.yaml").write_text(written.replace(one, one + two))
    (tmp_path / "b.yaml").write_text(written.replace(one, two + one))

    assert content_hash(load(tmp_path / "a.yaml")) != content_hash(load(tmp_path / "b.yaml"))


@pytest.mark.parametrize(
    "path", [path for kind in KINDS for path in library_files(kind)], ids=lambda path: path.stem
)
def test_a_document_written_as_json_is_the_same_document(path: Path) -> None:
    document = load(path)
    model = type(document)

    again = model.model_validate_json(document.model_dump_json(by_alias=True, exclude_defaults=True))
    assert again == document
    assert content_hash(again) == content_hash(document)
    assert model.model_validate(document.model_dump(by_alias=True)) == document


def test_the_library_is_named_after_its_documents() -> None:
    for kind in KINDS:
        for path in library_files(kind):
            assert getattr(load(path), kind) == path.stem
            assert library_file(kind=kind, name=path.stem) == path
    assert library_file(kind="enquiry", name="nothing-of-the-kind") is None


def test_documents_never_change() -> None:
    enquiry = load_enquiry(GOOD / "enquiry.yaml")

    with pytest.raises(ValueError, match="frozen"):
        enquiry.version = 2  # type: ignore[misc]
