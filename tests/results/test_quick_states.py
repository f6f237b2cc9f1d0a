"""A record made the quick way is the one that Django makes, to the last constraint."""

from dataclasses import replace

import pytest

# Every rule of the database in its own words; the numbers of objects differ, the words do not.
_SHAPE = """
  SELECT 'column', concat_ws(' ', c.relname, a.attname), concat_ws(' ', format_type(a.atttypid, a.atttypmod),
    a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
  UNION ALL SELECT 'constraint', concat_ws(' ', conrelid::regclass, conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'trigger', concat_ws(' ', tgrelid::regclass, tgname), pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'migration', app, name FROM django_migrations
  ORDER BY 1, 2, 3
"""


@pytest.mark.proof
@pytest.mark.parametrize("record_server", ["embedded"], indirect=True)
def test_the_quick_way_makes_the_same_record(record, record_server):
    import psycopg
    from django.core.management import call_command
    from django.db import connections

    with record.connect() as connection:
        quick = connection.execute(_SHAPE).fetchall()
    with record_server.connection() as connection:
        connection.execute("CREATE DATABASE made_plainly")
    address = replace(record_server.address, name="made_plainly")
    connections.close_all()
    connections.settings["default"].update(address.to_django())
    try:
        call_command("migrate", verbosity=0, interactive=False)
        with psycopg.connect(**address.to_libpq()) as connection:
            plain = connection.execute(_SHAPE).fetchall()
    finally:
        connections.close_all()
        with record_server.connection() as connection:
            connection.execute("DROP DATABASE made_plainly WITH (FORCE)")
    assert len(plain) > 1000
    assert quick == plain
