from __future__ import annotations

import datetime as dt
import ipaddress
import json
import logging
import os
import re
import traceback
from typing import Any

from results.mask_names import mask_names

_ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w.:])"
)
_ROW = re.compile(r"\)=\((.*?)\)(?=\s|\.|$)")
"""PostgreSQL quotes the values of a row that a constraint refused: Key (email)=(…)."""
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_TECHNICAL = (
    "Svartid PostgreSQL Chromium Django Python SIP SMTP IMAP TLS SQL HTTP INVITE Key DETAIL ERROR GET POST",
    "Not Found Bad Request Forbidden Internal Server Error Service Unavailable Invalid",
)
"""Words with a capital that are nobody's name."""
_OWN = ("scenarios", "probes", "results", "benchmark", "dashboards")
_FRAMES = 12


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: time, level, logger, message, and of an error its kind and place.

    Nothing personal stands in it: numbers, mail and network addresses, what is taken for names, and values
    that the database or a page quotes are masked; of an error no words of libraries and no values are told,
    only its type, its masked message and the places in the code. Rather one word too many than one too few.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        told: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
            "process": record.process,
        }
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            told["status"] = status
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = _error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def masked(text: str) -> str:
    """Return a log's message without what could tell of a person."""
    text = _ROW.sub(")=([value])", text)
    text = _QUOTED.sub("[value]", text)
    text = mask_names(text, keep=_TECHNICAL)
    return _ADDRESS.sub(_network, text)


def json_wanted() -> bool:
    """Tell whether logs are to be JSON (SVARTID_LOG=json, as the systemd units have it)."""
    return os.environ.get("SVARTID_LOG", "") == "json"


def set_up_json_logs() -> None:
    """Write all logs of this process as JSON lines to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    level = os.environ.get("SVARTID_LOG_LEVEL", "WARNING").upper()
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _error(error: BaseException) -> dict[str, Any]:
    frames = [
        f"{_place(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    told: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "message": masked(str(error)),
        "at": frames[-_FRAMES:],
    }
    if error.__cause__ is not None:
        told["cause"] = f"{type(error.__cause__).__module__}.{type(error.__cause__).__qualname__}"
    return told


def _place(file: str) -> str:
    """A file's path from its room or package on: where it is installed is nobody's business."""
    parts = file.split("/")
    for room in _OWN:
        if room in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(room) :])
    return "/".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else parts[-1]


def _network(found: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(found[0])
    except ValueError:
        return found[0]
    return found[0] if address.is_loopback or address.is_unspecified else "[network address]"
