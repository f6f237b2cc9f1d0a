from __future__ import annotations

import logging

from django.db import Error, connection

from results.errors import RecordError
from results.setup import pending_migrations

_LOG = logging.getLogger(__name__)
_known = {"current": False}


def readiness() -> dict[str, bool]:
    """Tell whether pages can be served: the database answers, and its schema is this Svartid's.

    A schema that was found current is not looked at again: it changes only while the site is down.
    """
    database = schema = False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = True
        schema = _known["current"] or not pending_migrations()
        _known["current"] = schema
    except (Error, RecordError) as error:
        _LOG.warning("not ready (%s)", type(error).__name__)
    return {"ready": database and schema, "database": database, "schema": schema}
