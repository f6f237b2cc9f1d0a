"""Counts the queries of every page of a role, in the process that filled the record, before anybody comes."""

from __future__ import annotations

from typing import Any

_FILES = "django.core.files.storage.InMemoryStorage"
_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
AREAS = ("/evaluator/", "/shopper/", "/organisation/", "/jury/")


def count_queries(told: dict[str, Any]) -> dict[str, list[int]]:
    """Return by person and path (gaps unfilled): the status, and the queries of the second visit.

    The first visit fills what a process keeps: templates, documents that ship.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from results.models import Account
    from tests.dashboards.site.test_pages import PAGES

    # Style sheets are put under their names only when the site is served.
    plain = {"default": {"BACKEND": _FILES}, "staticfiles": {"BACKEND": _STATIC}}
    found = {}
    clients: dict[str, Client] = {}
    with override_settings(STORAGES=plain):
        for who, path in PAGES:
            if not path.startswith(AREAS):
                continue
            if who not in clients:
                clients[who] = Client(HTTP_HOST="localhost")
                account = Account.objects.get(email=f"{who}@svartid.example")
                clients[who].force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
            whole = path.format(**told)
            clients[who].get(whole)
            with CaptureQueriesContext(connection) as asked:
                status = clients[who].get(whole).status_code
            found[f"{who} {path}"] = [status, len(asked)]
    return found
