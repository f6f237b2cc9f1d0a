from collections.abc import Mapping

_SILENT_S = 20
"""How long what was sent may stay unconfirmed. A third of the shortest usual lease (60 s), so that a worker
learns of a cut wire, and hangs up, before its contacts are taken from it. Project's own choice."""

_CLIENT = {
    "connect_timeout": "10",
    "keepalives": "1",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": str(_SILENT_S * 1000),
}
_SERVER = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": str(_SILENT_S * 1000),
}


def network_patience(given: Mapping[str, str]) -> dict[str, str]:
    """Return libpq's options of a connection over a network: `given`, and how long silence is borne.

    A wire that is cut tells neither end. Left to the system, whoever asks waits a quarter of an hour for an
    answer that will not come, and the server keeps a dead session, and the rows that it had locked, for two
    hours: others wait for those rows after the wire is whole again. So both ends give up after
    20 to 25 s: libpq by its own words, the server's end by settings of the session (`options`). Whatever
    `given` says itself stands.
    """
    server = " ".join(f"-c {name}={value}" for name, value in _SERVER.items())
    # PostgreSQL takes the last word of two about the same setting.
    return _CLIENT | dict(given) | {"options": f"{server} {given.get('options', '')}".strip()}
