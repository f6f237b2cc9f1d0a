"""Numbers and lists as Norwegian, Swedish and English write them."""

from collections.abc import Sequence
from typing import Literal, cast

from benchmark.ranking.errors import BadEstimates

Language = Literal["nb", "sv", "en"]

_AND = {"nb": "og", "sv": "och", "en": "and"}
_OTHERS = {"nb": "andre", "sv": "andra", "en": "others"}
_CONTACT = {"nb": ("kontakt", "kontakter"), "sv": ("kontakt", "kontakter"), "en": ("contact", "contacts")}
_NARROW_SPACE = "\u202f"


def language_of(code: str) -> Language:
    """Choose the language for a code such as `nb`, `nn`, `no`, `sv-SE` or `en_GB`.

    Raises:
        BadEstimates: no verdicts are written in that language.
    """
    short = code.lower().replace("_", "-").split("-")[0]
    short = "nb" if short in ("no", "nn") else short
    if short not in _AND:
        raise BadEstimates(f"there are no verdicts in {code!r} – choose nb, sv or en")
    return cast(Language, short)


def decimal(value: float, language: Language, *, places: int = 1) -> str:
    """Write a number with the decimal sign of the language and a true minus: 86,4."""
    # Adding 0.0 turns a rounded −0.0 into 0.0.
    text = f"{round(value, places) + 0.0:.{places}f}".replace("-", "−")
    return text if language == "en" else text.replace(".", ",")


def whole(value: int, language: Language) -> str:
    """Write a whole number with its thousands apart: 1,200 or 1 200."""
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", _NARROW_SPACE)


def contacts(number: int, language: Language) -> str:
    """Write a number of contacts: 1 contact, 25 contacts."""
    return f"{whole(number, language)} {_CONTACT[language][number != 1]}"


def listed(names: Sequence[str], language: Language, *, most: int = 3) -> str:
    """Write names as a list: A · A and B · A, B and C · A, B and 4 others."""
    if len(names) > most + 1:
        shown = [*names[: most - 1], f"{whole(len(names) - most + 1, language)} {_OTHERS[language]}"]
    else:
        shown = list(names)
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {_AND[language]} {shown[-1]}"


def roughly(number: float) -> int:
    """Round up to two significant digits: 269.7 to 270, 8 to 8."""
    count = int(-(-number // 1))
    step = int(10 ** max(0, len(str(count)) - 2))
    return -(-count // step) * step
