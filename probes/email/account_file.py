"""Our mail accounts: read from the environment, or from a file that nobody else may read."""

import ipaddress
import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from probes.directory import read_directory
from probes.email.account import TOKEN, MailAccount, MailServer, Security
from probes.errors import BadSettings
from probes.state import state_folder

FILE_VARIABLE = "SVARTID_MAIL"
"""The environment variable that names the file of accounts (TOML, mode 600)."""
OUT_VARIABLE, IN_VARIABLE = "SVARTID_MAIL_OUT", "SVARTID_MAIL_IN"
"""Without a file: URLs such as smtp+starttls://user:password@host:587 and imaps://user:password@host."""
ADDRESS_VARIABLE, PERSON_VARIABLE = "SVARTID_MAIL_ADDRESS", "SVARTID_MAIL_PERSON"

_VARIABLES = {"out": OUT_VARIABLE, "in": IN_VARIABLE, "address": ADDRESS_VARIABLE, "person": PERSON_VARIABLE}
_SCHEMES: dict[str, tuple[str, Security, int]] = {
    "smtp": ("out", "none", 25),
    "smtp+starttls": ("out", "starttls", 587),
    "smtps": ("out", "tls", 465),
    "imap": ("in", "none", 143),
    "imap+starttls": ("in", "starttls", 143),
    "imaps": ("in", "tls", 993),
}
_KEYS = ("address", "person", "out", "in", "folders", "poll", "ca_file", "verify", "pace")
_HOW = {
    "out": "write it like smtp+starttls://user:password@smtp.example:587",
    "in": "write it like imaps://user:password@imap.example",
}


def load_accounts(
    path: Path | None = None, *, environ: Mapping[str, str] | None = None
) -> tuple[MailAccount, ...]:
    """Return our mail accounts; none if nothing names any.

    From the TOML file `path`, else the one that SVARTID_MAIL names, else one account from SVARTID_MAIL_OUT,
    SVARTID_MAIL_IN and SVARTID_MAIL_ADDRESS, else the account of a practice town that runs here. In the
    file each mailbox is a table under its name:

        [town]
        address = "svar+{token}@maaling.example"
        person = "Kari Nordbotn"
        out = "smtp+starttls://svar:secret@smtp.maaling.example:587"
        in = "imaps://svar:secret@imap.maaling.example"

    Raises BadSettings with every mistake, one a line. A file with passwords that others may read is one.
    """
    town = environ is None
    environ = os.environ if environ is None else environ
    named = environ.get(FILE_VARIABLE)
    if path is None and named:
        path = Path(named).expanduser()
    if path is None and town and not any(environ.get(each) for each in _VARIABLES.values()):
        path = _town_file()
    if path is not None:
        tables, folder = _read(path), path.parent
    else:
        tables, folder = _from_environment(environ), Path()
    mistakes: list[str] = []
    where = f"{path}: " if path is not None else ""
    accounts = [_account(name, table, mistakes, folder) for name, table in tables.items()]
    if mistakes:
        raise BadSettings("\n".join(where + mistake for mistake in mistakes))
    return tuple(account for account in accounts if account is not None)


def town_account_file(state: Path | None = None) -> Path:
    """Return where a running practice town keeps our account in it."""
    return state_folder(state) / "town" / "mail.toml"


def _town_file() -> Path | None:
    path = town_account_file()
    return path if path.is_file() and read_directory().process else None


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        mode = path.stat().st_mode
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise BadSettings(f"{path}: the file of mail accounts cannot be read ({reason})") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path}: not TOML ({error}) – begin each mailbox with its [name]") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadSettings(f"{path}: others may read the passwords in it – chmod 600 {path}")
    if not tables:
        raise BadSettings(f"{path}: names no mailbox – begin each with its [name]")
    return tables


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    named = {key: environ[variable] for key, variable in _VARIABLES.items() if environ.get(variable)}
    return {"mail": named} if named else {}


def _account(name: str, table: Any, mistakes: list[str], folder: Path) -> MailAccount | None:
    if not isinstance(table, dict):
        mistakes.append(f"{name}: stands outside a mailbox – begin each mailbox with its [name]")
        return None
    before = len(mistakes)
    known = ", ".join(_KEYS)
    mistakes += [f"{name}: {key}: unknown (known: {known})" for key in table if key not in _KEYS]
    address = _address(name, table.get("address"), mistakes)
    out, into = (_server(name, key, table, mistakes, folder) for key in ("out", "in"))
    pace = table.get("pace", 1)
    if not isinstance(pace, int | float) or isinstance(pace, bool) or pace < 1:
        mistakes.append(f"{name}: pace: must be 1, but in a practice town (found {pace!r})")
    person, folders, poll = table.get("person", ""), table.get("folders", ["INBOX"]), table.get("poll", 60)
    if not isinstance(person, str) or not person.isprintable():
        mistakes.append(f"{name}: person: must be a name (found {person!r})")
    if (
        not isinstance(folders, list)
        or not folders
        or not all(isinstance(one, str) and one for one in folders)
    ):
        mistakes.append(f'{name}: folders: must be a list such as ["INBOX", "Junk"] (found {folders!r})')
    if not isinstance(poll, int | float) or isinstance(poll, bool) or not 1 <= poll <= 3600:
        mistakes.append(f"{name}: poll: must be 1 to 3600 seconds (found {poll!r})")
    if len(mistakes) > before or out is None or into is None:
        return None
    return MailAccount(name, address, out, into, person, tuple(folders), float(poll), float(pace))


def _address(name: str, value: Any, mistakes: list[str]) -> str:
    remedy = "write it like svar+{token}@maaling.example"
    if not isinstance(value, str):
        mistakes.append(f"{name}: address: is missing – {remedy}")
        return ""
    local, _, domain = value.replace(TOKEN, "x").rpartition("@")
    good = (local and "." in domain) or domain == "localhost"
    if (
        not good
        or not value.isascii()
        or any(sign in value for sign in " <>\r\n\t,;")
        or value.count(TOKEN) > 1
    ):
        mistakes.append(f"{name}: address: must be the address of a mailbox – {remedy} (found {value!r})")
    elif TOKEN in domain or value.rpartition("@")[2].count("{"):
        mistakes.append(f"{name}: address: the token belongs before the @ – {remedy}")
    return value


def _server(
    name: str, key: str, table: dict[str, Any], mistakes: list[str], folder: Path
) -> MailServer | None:
    value, how = table.get(key), _HOW[key]
    if not isinstance(value, str):
        mistakes.append(f"{name}: {key}: is missing – {how}")
        return None
    try:
        url = urlsplit(value)
        host, port = url.hostname or "", url.port
    except ValueError:
        host, port = "", None
        url = urlsplit("")
    scheme = _SCHEMES.get(url.scheme)
    if scheme is None or scheme[0] != key or not host:
        # Never shown as it stands: a password may be in it.
        mistakes.append(f"{name}: {key}: is not the address of such a server – {how}")
        return None
    _, security, usual = scheme
    if security == "none" and not _is_loopback(host):
        safe = "smtps:// or smtp+starttls://" if key == "out" else "imaps:// or imap+starttls://"
        mistakes.append(f"{name}: {key}: letters and password would travel open to {host} – use {safe}")
        return None
    ca_file, verify = table.get("ca_file", ""), table.get("verify", True)
    if not isinstance(ca_file, str) or not isinstance(verify, bool):
        mistakes.append(f"{name}: ca_file must be the name of a file, and verify true or false")
        return None
    return MailServer(
        host,
        port or usual,
        security,
        unquote(url.username or ""),
        unquote(url.password or ""),
        str((folder / ca_file).resolve()) if ca_file else "",
        verify,
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
