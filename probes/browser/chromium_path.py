import os
import shutil

from probes.errors import ChannelUnavailable

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """Return the system's Chromium: $SVARTID_BROWSER, else the first of the usual names on PATH.

    Raises ChannelUnavailable with what to install.
    """
    named = os.environ.get("SVARTID_BROWSER")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        what = f"$SVARTID_BROWSER names {named!r}, which is no program" if named else "no Chromium is on PATH"
        raise ChannelUnavailable(f"{what} – install it (Debian: apt install chromium)")
    return found
