from collections.abc import Collection
from importlib.util import find_spec

from benchmark.fieldwork.errors import NothingToServe
from probes.browser.chromium_path import chromium_path
from probes.email.account_file import load_accounts
from probes.errors import ProbeError
from probes.registry import channels
from results.models.words import IN_WRITING

_IN_A_BROWSER = ("web_form", "chat")


def own_channels() -> dict[str, str]:
    """Return every channel installed here with what it lacks on this machine; "" where it can be served.

    The telephone needs pjsua2, web forms and chats the system's Chromium, and what is answered by mail a mail
    account. A channel from a package of its own is taken at its word. Nothing is started.
    """
    return {channel: _lacks(channel) for channel in channels()}


def served_channels(*, needed: Collection[str] = ()) -> tuple[str, ...]:
    """Return the channels that this machine can serve; of the `needed` ones only, if some are named.

    Raises NothingToServe with what each lacks if there is none.
    """
    found = {channel: lack for channel, lack in own_channels().items() if not needed or channel in needed}
    served = tuple(channel for channel, lack in found.items() if not lack)
    if not served:
        lacks = "; ".join(f"{channel}: {lack}" for channel, lack in found.items())
        raise NothingToServe(f"nothing can be served here ({lacks or 'no such channel is installed'})")
    return served


def _lacks(channel: str) -> str:
    if channel == "phone" and find_spec("pjsua2") is None:
        return "pjsua2 is not installed"
    if channel in _IN_A_BROWSER and (missing := _browser()):
        return missing
    return _mail() if channel in IN_WRITING else ""


def _browser() -> str:
    try:
        chromium_path()
    except ProbeError as error:
        return str(error)
    return ""


def _mail() -> str:
    try:
        found = load_accounts()
    except ProbeError as error:
        return str(error)
    return "" if found else "there is no mail account (SVARTID_MAIL names their file)"
