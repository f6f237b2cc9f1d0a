import pytest

from probes.chat.load_adapter import adapter_names, find_adapter, load_adapter
from probes.errors import BadSettings
from scenarios.errors import ScenarioErrors

GOOD = """adapter: mine
version: 1
about: A widget
tested: nowhere
marks: [.mine]
input: textarea
message: .message
own: .own
"""


def mistakes(folder, text):
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioErrors) as wrong:
        load_adapter(path)
    return [str(mistake).removeprefix(f"{folder}/") for mistake in wrong.value.mistakes]


@pytest.mark.parametrize("name", adapter_names())
def test_what_is_shipped_can_be_read_and_says_how_it_was_tried(name):
    adapter = find_adapter(name)
    assert adapter.adapter == name
    assert "test" in adapter.tested


def test_the_families_that_are_shipped():
    assert adapter_names() == ["converse", "svartid-town", "svartid-town-frame"]


def test_an_unknown_family_is_told_with_those_known():
    with pytest.raises(BadSettings, match="no chat adapter 'zappy' \\(known: converse, svartid-town"):
        find_adapter("zappy")


def test_an_unknown_key_is_told_with_its_place(tmp_path):
    assert mistakes(tmp_path, GOOD + "lancher: .button\n") == [
        "mine.yaml:9:1: lancher: unknown key (found lancher) – did you mean launcher?"
    ]


def test_a_missing_key_is_told(tmp_path):
    found = mistakes(tmp_path, GOOD.replace("own: .own\n", ""))
    assert len(found) == 1
    assert found[0].startswith("mine.yaml:1:1: own is missing (found adapter, version, about, ")
    assert found[0].endswith(" – add it: Those messages that are the visitor's own")


@pytest.mark.parametrize(
    ("selector", "told"),
    [
        ('"text=Send"', "must be a CSS selector of the page (found the text text=Send)"),
        ('".a >> .b"', "must be a CSS selector of the page (found the text .a >> .b)"),
        ('"[data-x=\'1"', "has a bracket or quote that is not closed (found the text [data-x='1)"),
    ],
)
def test_what_a_page_cannot_look_up_is_refused(tmp_path, selector, told):
    found = mistakes(tmp_path, GOOD.replace("input: textarea", f"input: {selector}"))
    assert found[0].startswith(f"mine.yaml:6:8: input: {told} – ")


def test_a_place_in_a_message_may_name_an_attribute(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD + 'author: ".head @data-author"\nlabel: "@aria-label"\n', encoding="utf-8")
    assert load_adapter(path).author == ".head @data-author"
    assert mistakes(tmp_path, GOOD + 'author: ".head @"\n')[0].startswith(
        "mine.yaml:9:9: author: names no attribute after the @ (found the text .head @) – "
    )


def test_a_file_is_named_after_its_family(tmp_path):
    assert mistakes(tmp_path, GOOD.replace("adapter: mine", "adapter: other")) == [
        "mine.yaml:1:10: adapter: is not the file's name (found other) – write mine, or rename the file"
    ]
