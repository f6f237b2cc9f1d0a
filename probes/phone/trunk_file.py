import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from probes.errors import BadSettings
from probes.phone.trunk import KeyMethod, Srtp, Transport, Trunk
from scenarios.yaml_document import Document, spelled
from scenarios.yaml_reader import read

PASSWORD_VARIABLE = "SVARTID_TRUNK_PASSWORD"  # noqa: S105  # the name of the variable, no password
"""The environment variable that holds the trunk's password."""

_WORDS = {"transport": get_args(Transport), "srtp": get_args(Srtp), "keys": get_args(KeyMethod)}
_CODECS = ("PCMA", "PCMU", "G722")
_SECONDS = {"session_timer_s": (90, 7200), "keep_alive_s": (5, 600)}
_TEXTS = ("name", "registrar", "proxy", "username", "bind", "public_address", "ca_file", "country")
_HOST = re.compile(r"(?:sips?:)?[A-Za-z0-9.\[\]:_-]+(?:;transport=(?:udp|tcp|tls))?")
_ADDRESS = re.compile(r"(?:\"[^\"]*\" ?<)?sips?:[^@\s<>]+@[^@\s<>]+>?")
_KNOWN = (
    *_TEXTS,
    *_WORDS,
    *_SECONDS,
    "codecs",
    "rtp_ports",
    "caller",
    "asserted_identity",
    "number_uri",
    "directory",
    "verify",
)
_SECRET = re.compile(r"pass|secret|credential|token", re.IGNORECASE)


def load_trunk(path: Path, *, environ: Mapping[str, str] | None = None) -> Trunk:
    """Read a trunk from a YAML or TOML file; its keys are the fields of `Trunk`.

    The password comes from SVARTID_TRUNK_PASSWORD or from the file named by `password_file`
    (relative to the trunk file), which nobody but its owner may read. `directory` is a mapping of
    numbers to SIP addresses or the name of a JSON file with one.
    Raises BadSettings with every mistake, one a line, as `file: field: what is wrong – what to do`.
    """
    environ = os.environ if environ is None else environ
    values, places = _read(path)
    mistakes: list[str] = []
    trunk = _trunk(values, path, mistakes, environ)
    if mistakes:
        mistakes.sort(key=lambda mistake: _place(mistake, places))
        raise BadSettings("\n".join(_placed(path, mistake, places) for mistake in mistakes))
    return trunk


def _trunk(values: dict[str, Any], path: Path, mistakes: list[str], environ: Mapping[str, str]) -> Trunk:
    for key in values:
        if _SECRET.search(key) and key != "password_file":
            mistakes.append(
                f"{key}: a secret must not stand here – set {PASSWORD_VARIABLE} or name a password_file"
            )
        elif key not in _KNOWN and key != "password_file":
            mistakes.append(f"{key}: unknown (known: {', '.join((*_KNOWN, 'password_file'))})")
    fields: dict[str, Any] = {}
    for key in (key for key in _KNOWN if key in values):
        fields[key] = _field(key, values[key], mistakes, path.parent)
    fields = {key: value for key, value in fields.items() if value is not None}
    trunk = replace(Trunk(name=path.stem), **fields)
    mistakes += _together(trunk)
    return replace(trunk, password=_password(values.get("password_file"), path, mistakes, environ))


def _field(key: str, value: Any, mistakes: list[str], folder: Path) -> Any:
    """Return the value of one field, or None after noting what is wrong with it."""
    wrong = ""
    if key in _WORDS:
        wrong = "" if value in _WORDS[key] else f"must be one of {', '.join(_WORDS[key])}"
    elif key in _SECONDS:
        least, most = _SECONDS[key]
        good = (
            isinstance(value, int) and not isinstance(value, bool) and (value == 0 or least <= value <= most)
        )
        wrong = "" if good else f"must be 0 (off) or {least} to {most} seconds"
    elif key == "verify":
        wrong = "" if isinstance(value, bool) else "must be true or false"
    elif key == "codecs":
        good = isinstance(value, list) and bool(value) and all(one in _CODECS for one in value)
        wrong = (
            ""
            if good and len(set(value)) == len(value)
            else f"must be a list of {', '.join(_CODECS)}, best first"
        )
        value = value if wrong else tuple(value)
    elif key == "rtp_ports":
        good = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
        good = good and 1024 <= value[0] <= value[1] - 100 <= 65435
        wrong = "" if good else "must be two ports at least 100 apart, such as [10000, 30000]"
        value = value if wrong else tuple(value)
    elif key == "directory":
        return _directory(value, mistakes, folder)
    else:
        wrong = _text_mistake(key, value)
    if wrong:
        mistakes.append(f"{key}: {wrong} (found {value!r})")
        return None
    if key == "ca_file":
        return str((folder / value).resolve())
    return value


def _text_mistake(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value or not value.isprintable():
        return "must be text – put it in quotes"
    if key in ("caller", "asserted_identity") and not _ADDRESS.fullmatch(value):
        return "must be a SIP address – write it like sip:+4710551000@sip.example"
    if key in ("registrar", "proxy") and not _HOST.fullmatch(value):
        return "must be a host – write it like sip.example or sip.example:5061"
    if key == "number_uri" and not re.fullmatch(r"sips?:[^@\s]*\{number\}[^@\s]*@[^@\s]+", value):
        return "must hold {number} – write it like sip:{number}@sip.example"
    if key == "country" and not re.fullmatch(r"[A-Z]{2}", value):
        return 'must be an ISO 3166 code in quotes – write it like "NO"'
    return ""


def _directory(value: Any, mistakes: list[str], folder: Path) -> Any:
    if isinstance(value, str):
        import json

        try:
            value = json.loads((folder / value).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            mistakes.append(f"directory: {value} cannot be read as JSON ({error}) – check the path")
            return None
    good = isinstance(value, dict) and all(
        isinstance(number, str) and isinstance(uri, str) and uri.startswith(("sip:", "sips:"))
        for number, uri in value.items()
    )
    if not good:
        mistakes.append(
            'directory: must map quoted numbers to SIP addresses – "02180": sip:desk@127.0.0.1:5070'
        )
        return None
    return MappingProxyType(dict(value))


def _together(trunk: Trunk) -> list[str]:
    mistakes = []
    if trunk.registrar and not trunk.username:
        mistakes.append("username: a registrar wants one – add it")
    if trunk.transport == "tls" and trunk.ca_file and not Path(trunk.ca_file).is_file():
        mistakes.append(f"ca_file: {trunk.ca_file} is no file – check the path")
    if trunk.srtp == "required" and trunk.transport != "tls":
        mistakes.append("srtp: its keys travel in the signalling, so required needs transport: tls – set it")
    return mistakes


def _password(name: Any, path: Path, mistakes: list[str], environ: Mapping[str, str]) -> str:
    if PASSWORD_VARIABLE in environ:
        return environ[PASSWORD_VARIABLE]
    if name is None:
        return ""
    file = path.parent / str(name)
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o077:
            mistakes.append(
                f"password_file: others may read {file} (mode {mode:03o}) – run: chmod 600 {file}"
            )
            return ""
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        mistakes.append(f"password_file: {file} cannot be read ({error.__class__.__name__}) – check the path")
        return ""


def _read(path: Path) -> tuple[dict[str, Any], Document | None]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadSettings(
            f"{path}: cannot be read ({(error.strerror or 'unreadable').lower()}) – check the path"
        ) from error
    if path.suffix == ".toml":
        try:
            return tomllib.loads(content.decode()), None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BadSettings(f"{path}: not TOML ({error}) – correct it") from error
    document = read(content, str(path))
    if document.mistakes:
        raise BadSettings("\n".join(str(mistake) for mistake in document.mistakes))
    if not isinstance(document.value, dict):
        raise BadSettings(f"{path}: a trunk is a mapping of settings – begin with `transport: udp`")
    return document.value, document


def _place(mistake: str, document: Document | None) -> tuple[int, int]:
    key = mistake.partition(":")[0]
    places = {} if document is None else {spelled(path): place.key for path, place in document.places.items()}
    return places.get(key, (0, 0))


def _placed(path: Path, mistake: str, document: Document | None) -> str:
    line, column = _place(mistake, document)
    return f"{path}:{line}:{column}: {mistake}" if line else f"{path}: {mistake}"
