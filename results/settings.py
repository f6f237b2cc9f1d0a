"""Django's base settings: the database, the queue, the apps by name. The site's settings extend these.

Importing this module creates nothing and starts nothing (`results.setup.open_record` does): type
checkers and `--help` import it too.

DATABASE_URL         a PostgreSQL server; without it the embedded one under the state folder
SVARTID_STATE        the state folder
SVARTID_SECRET_KEY   the key that signs; without it, `open_record` draws one into the state folder (mode 600)
"""

import os

from results.database_url import read_database_url
from results.embedded.place import embedded_address
from results.secret import read_secret
from results.state import state_folder

_URL = os.environ.get("DATABASE_URL", "")

SVARTID_EMBEDDED = not _URL
"""Whether the database is the embedded one, which `open_record` starts."""

SVARTID_STATE = state_folder()

DATABASES = {"default": (read_database_url(_URL) if _URL else embedded_address(SVARTID_STATE)).to_django()}
DATABASES["default"] |= {"CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 60}

_KEY_FILE = SVARTID_STATE / "secret_key"
SECRET_KEY = os.environ.get("SVARTID_SECRET_KEY", "")
if not SECRET_KEY and _KEY_FILE.exists():
    SECRET_KEY = read_secret(_KEY_FILE)

INSTALLED_APPS = ["procrastinate.contrib.django", "results"]

AUTH_USER_MODEL = "results.Account"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
"""The record keeps UTC; each contact also knows the day on its organisation's own clock."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
"""Tasks live to the right of this room; the fieldwork names its modules in PROCRASTINATE_IMPORT_PATHS."""
