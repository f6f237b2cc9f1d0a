from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from dashboards.site.errors import BadSiteSetting
from results.secret import read_secret


class MailSettings(NamedTuple):
    """Django's settings of outgoing letters, in the order in which the site's settings take them."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False


def mail_settings(environment: Mapping[str, str]) -> MailSettings:
    """Read SVARTID_SMTP_URL; without it letters become files in the state folder.

    Raises BadSiteSetting or BadSecret (the password stands in a file of mode 600, never in the address).
    """
    url = environment.get("SVARTID_SMTP_URL", "")
    if not url:
        return MailSettings("dashboards.site.people.letter_files.LetterFiles")
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtp+tls") or not parts.hostname or parts.password:
        raise BadSiteSetting(
            "SVARTID_SMTP_URL: must be like smtp://mail.example:25 or smtp+tls://user@mail.example:587,"
            " without a password (that goes into the file SVARTID_SMTP_PASSWORD_FILE)"
        )
    file = environment.get("SVARTID_SMTP_PASSWORD_FILE", "")
    return MailSettings(
        "django.core.mail.backends.smtp.EmailBackend",
        parts.hostname,
        parts.port or (587 if parts.scheme == "smtp+tls" else 25),
        unquote(parts.username or ""),
        read_secret(Path(file)) if file else "",
        parts.scheme == "smtp+tls",
    )
