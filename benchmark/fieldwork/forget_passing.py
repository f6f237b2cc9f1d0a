from django.db import connection

DAYS = 1
"""After how many days what passed between a page and a worker is forgotten, a chat's words among it."""

REHEARSAL_DAYS = 7
"""After how many days a rehearsal is forgotten. Both are the project's own choice."""


def forget_passing() -> int:
    """Delete wishes, chats' words and rehearsals that have come to their date; return how many rows."""
    gone = 0
    with connection.cursor() as cursor:
        for table, column, days in (
            ("results_callwish", "asked_at", DAYS),
            ("results_seat", "at", DAYS),
            ("results_rehearsal", "asked_at", REHEARSAL_DAYS),
        ):
            cursor.execute(
                f"DELETE FROM {table} WHERE {column} < clock_timestamp() - make_interval(days => %s)",  # noqa: S608
                [days],
            )
            gone += cursor.rowcount
    return gone
