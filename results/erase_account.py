from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from results.audit import audit
from results.models import AccessToken, Account, Invitation

_POINTING = """
  SELECT child.relname, a.attname FROM pg_constraint c
  JOIN pg_class child ON child.oid = c.conrelid JOIN pg_class parent ON parent.oid = c.confrelid
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  WHERE c.contype = 'f' AND parent.relname = %s AND child.relname <> parent.relname
    AND child.relname NOT LIKE 'results\\_%%'
"""


@transaction.atomic
def erase_account(account: Account, *, actor: str) -> None:
    """Erase who signs in: address, name, password, roles, sessions, second factors. Once.

    What the site's own tables hold of the person is found by their foreign keys, so that this room needs to
    know none of them. What the person did stays in the audit trail under a number.
    """
    if account.erased_at is not None:
        return
    with connection.cursor() as cursor:
        _remove(cursor, "results_account", [account.pk])
    Invitation.objects.filter(accepted_by=account).update(email="", name="")
    if account.email:
        Invitation.objects.filter(email__iexact=account.email).update(email="", name="")
    now = timezone.now()
    AccessToken.objects.filter(role__account=account).update(name="")
    account.roles.filter(ended_at__isnull=True).update(ended_at=now)
    account.set_unusable_password()
    account.email, account.name, account.is_active, account.erased_at = None, "", False, now
    account.last_login = None
    account.save()
    audit(actor=actor, action="account.erased", subject=account.label)


def _remove(cursor: Any, parent: str, ids: list[int]) -> None:
    """Remove every row outside of the record that points to these rows, deepest first."""
    cursor.execute(_POINTING, [parent])
    for table, column in cursor.fetchall():
        cursor.execute(f'SELECT id FROM "{table}" WHERE "{column}" = ANY(%s)', [ids])  # noqa: S608 - names of the catalogue
        found = [row[0] for row in cursor.fetchall()]
        if not found:
            continue
        if table == "usersessions_usersession":
            cursor.execute(
                "DELETE FROM django_session WHERE session_key IN"
                " (SELECT session_key FROM usersessions_usersession WHERE id = ANY(%s))",
                [found],
            )
        _remove(cursor, table, found)
        cursor.execute(f'DELETE FROM "{table}" WHERE id = ANY(%s)', [found])  # noqa: S608
