from probes.email.sorting.languages.da import DANISH
from probes.email.sorting.languages.en import ENGLISH
from probes.email.sorting.languages.fi import FINNISH
from probes.email.sorting.languages.nb import BOKMAL
from probes.email.sorting.languages.nn import NYNORSK
from probes.email.sorting.languages.sv import SWEDISH
from probes.email.sorting.wording import Wording

EVERY_WORDING: tuple[Wording, ...] = (BOKMAL, NYNORSK, SWEDISH, DANISH, ENGLISH, FINNISH)
"""Every language that letters are read in. All of them are tried on every letter: mail mixes them."""
