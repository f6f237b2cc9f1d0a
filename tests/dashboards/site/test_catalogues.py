"""Norwegian and Swedish are complete: every sentence of templates and code stands in a catalogue, whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

_SITE = Path(__file__).parents[3] / "dashboards"
_KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "gettext_noop": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def used() -> dict[str, str]:
    """Every sentence that the site says, with the file that says it."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    from django.utils.translation.template import templatize

    found: dict[str, str] = {}
    for path in (_SITE / "templates").rglob("*"):
        if path.suffix in (".html", ".txt"):
            text = templatize(path.read_text(encoding="utf-8"))
            found |= dict.fromkeys(_gettext(text), str(path.relative_to(_SITE)))
    for path in _SITE.rglob("*.py"):
        with path.open("rb") as file:
            for _line, _name, told, _ in extract_python(file, _KEYWORDS, (), {}):
                message = told if isinstance(told, str) else next((each for each in told or () if each), None)
                if message and message.strip():
                    found[message] = str(path.relative_to(_SITE))
    return found


def _gettext(code: str) -> list[str]:
    """The sentences of a template as Django makes it readable for xgettext."""
    sentences = re.findall(r"""\b(?:gettext|_|ngettext)\(u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", code)
    return [each[1:-1].replace('\\"', '"').replace("\\'", "'").replace("\\n", "\n") for each in sentences]


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_every_sentence_is_translated(used, language):
    known: dict[str, str] = {}
    for path in _SITE.rglob(f"locale/{language}/LC_MESSAGES/django.po"):
        catalog: Catalog
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        for each in catalog:
            words = each.string if isinstance(each.string, tuple) else (each.string,)
            name = each.id[0] if isinstance(each.id, tuple) else each.id
            if name and all(words) and not each.fuzzy:
                known[name] = words[0]
            assert path.with_suffix(".mo").exists()
    assert len(used) > 500
    assert {sentence: path for sentence, path in used.items() if sentence not in known} == {}
