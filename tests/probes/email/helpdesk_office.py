"""django-helpdesk's mail side as a process: `python helpdesk_office.py FOLDER SETTINGS`.

It reads its mailbox by IMAP (`get_email`), serves its public ticket form, and answers by SMTP. Lines on stdin
are its orders: `poll` reads the mailbox, `answer` lets an agent answer the newest ticket in public. Each is
told done by a line of JSON; the first line tells the form's address.
"""

import json
import sys
import threading
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def serve() -> str:
    """Serve the site in a thread that ends with the process; return where."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), Server, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main(folder: Path, given: dict[str, object]) -> None:
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only for a test on this machine",
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "helpdesk.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.sites", "django.contrib.humanize", "django.contrib.messages",
            "django.contrib.staticfiles", "rest_framework", "django.contrib.admin", "helpdesk",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
        ROOT_URLCONF=__name__,
        STATIC_URL="/static/",
        MEDIA_ROOT=str(folder / "media"),
        SITE_ID=1,
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="localhost",
        EMAIL_PORT=given["submission"],
        EMAIL_HOST_USER=given["user"],
        EMAIL_HOST_PASSWORD=given["password"],
        EMAIL_USE_TLS=True,
        DEFAULT_FROM_EMAIL=given["user"],
        HELPDESK_KB_ENABLED=True,
        HELPDESK_REDIRECT_TO_LOGIN_BY_DEFAULT=False,
        HELPDESK_TEAMS_MODE_ENABLED=False,
        HELPDESK_VIEW_A_TICKET_PUBLIC=True,
        HELPDESK_SUBMIT_A_TICKET_PUBLIC=True,
        LOGGING_CONFIG=None,
    )  # fmt: skip
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.urls import include, path, reverse

    globals()["urlpatterns"] = [path("", include("helpdesk.urls", namespace="helpdesk"))]
    call_command("migrate", verbosity=0, interactive=False)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    from helpdesk.models import Queue, Ticket
    from helpdesk.update_ticket import update_ticket

    agent = get_user_model().objects.create_user("kari", given["user"], first_name="Kari", last_name="Holm")
    Queue.objects.create(
        title="Servicetorget",
        slug="post",
        locale="en",
        email_address=given["user"],
        allow_email_submission=True,
        allow_public_submission=True,
        email_box_type="imap",
        email_box_host="localhost",
        email_box_port=given["imaps"],
        email_box_ssl=True,
        email_box_user=given["user"],
        email_box_pass=given["password"],
        email_box_imap_folder="INBOX",
        email_box_interval=0,
    )

    def tell(**words: object) -> None:
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()

    tell(form=serve() + reverse("helpdesk:submit"))
    for line in sys.stdin:
        if line.strip() == "poll":
            call_command("get_email", "--quiet")
        elif line.strip() == "answer":
            ticket = Ticket.objects.order_by("-pk").first()
            words = (
                "Hei! Søknadsfristen er 1. mars, og du søker på nettsidene våre.\n\nVennlig hilsen\nKari Holm"
            )
            update_ticket(agent, ticket, comment=words, public=True)
        tell(done=line.strip(), ns=time.monotonic_ns(), tickets=Ticket.objects.count())


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
