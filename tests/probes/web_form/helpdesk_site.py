"""django-helpdesk, a ticket system that nobody here wrote, as a process: `python helpdesk_site.py FOLDER`.

It keeps its tickets in an SQLite file there, writes its letters into files, and prints its port.
"""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main(folder: Path) -> None:
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only for a test on this machine",
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "helpdesk.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.sites",
            "django.contrib.humanize",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "rest_framework",
            "django.contrib.admin",
            "helpdesk",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        ROOT_URLCONF=__name__,
        STATIC_URL="/static/",
        MEDIA_ROOT=str(folder / "media"),
        SITE_ID=1,
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=str(folder / "letters"),
        DEFAULT_FROM_EMAIL="helpdesk@fjordvik.example",
        HELPDESK_KB_ENABLED=True,
        HELPDESK_REDIRECT_TO_LOGIN_BY_DEFAULT=False,
        HELPDESK_TEAMS_MODE_ENABLED=False,
        HELPDESK_VIEW_A_TICKET_PUBLIC=True,
        HELPDESK_SUBMIT_A_TICKET_PUBLIC=True,
    )
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path

    globals()["urlpatterns"] = [path("", include("helpdesk.urls", namespace="helpdesk"))]
    call_command("migrate", verbosity=0, interactive=False)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    from helpdesk.models import Queue

    Queue.objects.create(
        title="Servicetorget",
        slug="post",
        allow_public_submission=True,
        email_address="post@fjordvik.example",
    )
    handler = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, handler, Server, Silent) as server:
        sys.stdout.write(f"{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
