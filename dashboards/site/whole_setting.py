import os

from dashboards.site.errors import BadSiteSetting


def read_whole(name: str, *, default: int, least: int = 0) -> int:
    """Read a whole number from the environment; `default` where it is not set or empty.

    Raises BadSiteSetting naming the variable for anything else, and for less than `least`.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text) >= least):
        raise BadSiteSetting(f"{name}: {text!r} must be a whole number, {least} or more")
    return int(text)
