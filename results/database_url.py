from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from results.errors import BadDatabaseUrl
from results.patience import network_patience

_EXAMPLE = "write it like postgresql://svartid:PASSWORD@db.example:5432/svartid"
_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "target_session_attrs",
            "application_name", "passfile", "service", "options", "keepalives", "keepalives_idle",
            "keepalives_interval", "keepalives_count", "tcp_user_timeout")  # fmt: skip


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a PostgreSQL database is; `host` may be a folder that holds its socket, `port` 0 is the default.

    The password never stands in `repr`.
    """

    name: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict)

    def to_django(self) -> dict[str, object]:
        """Return the entry of Django's DATABASES; over a network, with how long silence is borne."""
        socket = not self.host or self.host.startswith("/")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "HOST": self.host,
            "PORT": str(self.port or ""),
            "USER": self.user,
            "PASSWORD": self.password,
            "OPTIONS": dict(self.options) if socket else network_patience(self.options),
        }

    def to_libpq(self, *, name: str | None = None) -> dict[str, Any]:
        """Return keyword arguments for `psycopg.connect`; `name` is another database of the same server."""
        said = {
            "dbname": name or self.name,
            "host": self.host,
            "port": str(self.port or ""),
            "user": self.user,
            "password": self.password,
        }
        return {key: value for key, value in said.items() if value} | dict(self.options)


def read_database_url(url: str) -> DatabaseAddress:
    """Read `postgresql://user:password@host:port/name?sslmode=require`.

    `?host=/run/postgresql` names a socket's folder. Special signs in user and password are written
    %40 and so on. Raises BadDatabaseUrl naming the part that is wrong; the password is never repeated.
    """
    if "#" in url:
        raise BadDatabaseUrl("DATABASE_URL: a # in user, password or name must be written %23")
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError as error:
        told = "port: must be a number from 1 to 65535" if "ort" in str(error) else "host: cannot be read"
        raise BadDatabaseUrl(f"DATABASE_URL: {told} – {_EXAMPLE}") from error
    if parts.scheme not in ("postgresql", "postgres"):
        found = f"found {parts.scheme}://" if parts.scheme else "it has none"
        raise BadDatabaseUrl(f"DATABASE_URL: must begin with postgresql:// ({found}) – {_EXAMPLE}")
    if port == 0:
        raise BadDatabaseUrl(f"DATABASE_URL: port: must be a number from 1 to 65535 – {_EXAMPLE}")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise BadDatabaseUrl(f"DATABASE_URL: the name of the database is missing after the host – {_EXAMPLE}")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    socket = options.pop("host", "")
    for key in options:
        if key not in _OPTIONS:
            raise BadDatabaseUrl(f"DATABASE_URL: option {key}: unknown (known: host, {', '.join(_OPTIONS)})")
    return DatabaseAddress(
        name=name,
        host=unquote(host or "") or socket,
        port=port or 0,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=options,
    )
