"""Under which licence an edition's open data may be used, by its SPDX id."""

from typing import Literal, NamedTuple

DataLicence = Literal[
    "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "NLOD-2.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0"
]
"""A licence made for data and texts; those for programs fit no table."""


class LicenceWords(NamedTuple):
    """What a licence is called, and where it stands."""

    title: str
    url: str


LICENCES: dict[str, LicenceWords] = {
    "CC0-1.0": LicenceWords(
        "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
    ),
    "CC-BY-4.0": LicenceWords(
        "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"
    ),
    "CC-BY-SA-4.0": LicenceWords(
        "Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"
    ),
    "NLOD-2.0": LicenceWords("Norsk lisens for offentlige data 2.0", "https://data.norge.no/nlod/no/2.0"),
    "ODC-By-1.0": LicenceWords(
        "Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"
    ),
    "ODbL-1.0": LicenceWords("Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "PDDL-1.0": LicenceWords(
        "Open Data Commons Public Domain Dedication 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ),
}
"""Title and address of each, by its SPDX id (spdx.org/licenses)."""
