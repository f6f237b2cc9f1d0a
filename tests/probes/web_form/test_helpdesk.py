"""Against django-helpdesk's public form: found without a word of help, sent once, and the ticket exists."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from probes.attempt import run_attempt
from probes.event import EventKind
from probes.outcome import Outcome
from probes.web_form.inspect_form import inspect_form
from probes.web_form.measure import measure_form
from probes.web_form.probe import WebFormProbe

pytest.importorskip("helpdesk")


@pytest.fixture(scope="module")
def helpdesk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("helpdesk")
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", Path(__file__).with_name("helpdesk_site.py"), folder],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            port = process.stdout.readline().strip()
            assert port, "django-helpdesk did not start"
            yield f"http://127.0.0.1:{port}/tickets/submit/", folder
        finally:
            process.terminate()


def tickets(folder):
    with sqlite3.connect(folder / "helpdesk.sqlite3") as database:
        return database.execute(
            "SELECT title, description, submitter_email FROM helpdesk_ticket ORDER BY id"
        ).fetchall()


def test_the_ticket_form_is_sent_confirmed_and_the_ticket_exists(house, helpdesk, tmp_path):
    url, folder = helpdesk
    before = len(tickets(folder))
    request = house.request_for(
        url, tmp_path / "evidence", language="en", axe=True, pictures=True, answer_s=15.0
    )
    timeline = house.run(run_attempt(WebFormProbe(house.browser), request, channel="web_form"))
    assert timeline.outcome is Outcome.NO_REPLY
    # It thanks with no word: its page of the ticket, which holds our question, stands for that.
    confirmed = timeline.first(EventKind.CONFIRMED)
    assert (confirmed.detail["by"], confirmed.confidence) == ("page", 0.9)
    ((title, words, email),) = tickets(folder)[before:]
    assert email == "kim+abc123@maaling.example"
    assert title == request.enquiry.web_form.subject.say("en")
    assert words == request.enquiry.web_form.message.say("en")
    letters = "".join(path.read_text() for path in (folder / "letters").iterdir())
    assert "To: kim+abc123@maaling.example" in letters
    assert measure_form(timeline)["required_fields"].value >= 3
    assert (tmp_path / "evidence" / "answer.png").stat().st_size > 1000


def test_inspect_proposes_the_same_form(house, helpdesk):
    url, _ = helpdesk
    found = house.run(inspect_form(house.browser, url))
    assert set(found.document["fields"]) == {"email", "subject", "message"}
    assert found.document["send"] == "Submit Ticket"
