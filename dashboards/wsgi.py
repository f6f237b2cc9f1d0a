"""The site for a WSGI server; `svartid serve` runs it on gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dashboards.settings")

application = get_wsgi_application()
