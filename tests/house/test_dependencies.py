"""What comes from others: each version is pinned, fits what the project asks for, and may be handed on."""

import importlib.metadata as installed
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]

PYTHONS = ("3.11.2", "3.12.1", "3.13.0")
"""Debian 12's own, the first that is common of 3.12, and the last that the project names."""

FREE = re.compile(
    r"\b(MIT|BSD|0BSD|ISC|Apache|MPL|PSF|PSFL|Python Software Foundation|LGPL|GPL|Zlib|CC0|HPND|Unlicense)\b",
    re.IGNORECASE,
)
"""Licences that may be combined with GPL-3.0-or-later (the Free Software Foundation's list); GPL-2.0-only may
not."""

UNSAID = {
    "atheris": "Apache-2.0: the licence file of its sources",
    "axe-playwright-python": "MIT: the licence file in its wheel",
    "imapclient": "BSD-3-Clause: the licence file in its wheel",
    "pjsua2-python": "GPL-2.0-or-later: PJSIP's own, the reason for this project's",
}
"""Distributions whose own description names no licence, and where it is said."""


def pins() -> dict[str, str]:
    """Every version in constraints.txt by its distribution."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def asked() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = [each for group in project["optional-dependencies"].values() for each in group]
    return [Requirement(each) for each in (*project["dependencies"], *extra)]


def there(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def licence(name: str) -> str:
    """Return what a distribution's description says of its licence."""
    told = installed.metadata(name)
    classed = [each for each in told.get_all("Classifier") or [] if each.startswith("License ::")]
    # Some hand over the whole text, which tells of other licences too: its heading is enough.
    heading = (told.get("License") or "").strip().partition("\n")[0]
    return " ".join([told.get("License-Expression") or "", heading, *classed])


def test_everything_asked_for_is_pinned_within_what_was_asked():
    found = pins()
    wrong = [
        str(each)
        for each in asked()
        if (pin := found.get(canonicalize_name(each.name))) is None
        or not each.specifier.contains(Version(pin), prereleases=True)
    ]
    assert wrong == []


def test_every_pin_installs_on_every_python_that_is_promised():
    """A package may refuse a patch level: two pins asked for 3.11.5 where Debian 12 has 3.11.2."""
    wrong = []
    for name in pins():
        try:
            told = installed.metadata(name).get("Requires-Python") or ""
        except installed.PackageNotFoundError:
            continue  # for another system or Python
        wrong += [(name, told, each) for each in PYTHONS if not SpecifierSet(told).contains(each)]
    assert wrong == []


def test_what_those_need_in_turn_is_pinned_too():
    found = pins()
    open_, seen, missing = [each for each in asked() if there(each)], set(), set()
    while open_:
        each = open_.pop()
        name = canonicalize_name(each.name)
        if name not in found:
            missing.add(name)
        if (name, *sorted(each.extras)) in seen or name not in found:
            continue
        seen.add((name, *sorted(each.extras)))
        for text in installed.requires(name) or []:
            need = Requirement(text)
            extras = [*each.extras, ""]
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras):
                open_.append(need)
    assert missing - {"setuptools"} == set()


def test_every_licence_lets_it_be_handed_on_with_ours():
    said = {}
    for name in pins():
        try:
            said[name] = licence(name)
        except installed.PackageNotFoundError:
            continue  # for another Python or another system
    assert len(said) > 150
    unknown = {name for name, words in said.items() if not FREE.search(words)}
    assert unknown - set(UNSAID) == set()
    assert [name for name, words in said.items() if re.search(r"GPL-2\.0-only|AGPL|Affero", words)] == []
