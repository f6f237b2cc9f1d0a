"""Against django-helpdesk: our letter or form becomes a ticket, its agent's answer comes by SMTP and IMAP."""

import asyncio
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from chromium_house import chromium_is_missing
from debian_mail import ORGANISATION, PASSWORD, debian_mail, missing

import scenarios
from probes.attempt import run_attempt
from probes.email.probe import EmailProbe
from probes.email.replies import mailbox_replies
from probes.email.token import new_token
from probes.event import EventKind
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from probes.web_form.measure import measure_form
from probes.web_form.probe import probe as send_form
from scenarios.load import load_enquiry, load_organisation
from scenarios.touchpoint import EmailTouchpoint, WebFormTouchpoint

pytest.importorskip("helpdesk")
pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

LIBRARY = Path(scenarios.__file__).parent / "library"


class Office:
    """The ticket system's process, told what to do line by line."""

    def __init__(self, mail, folder: Path) -> None:
        given = {
            "submission": mail.ports["submission"], "imaps": mail.ports["imaps"],
            "user": f"post@{ORGANISATION}", "password": PASSWORD,
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", Path(__file__).with_name("helpdesk_office.py"), folder,
             json.dumps(given)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"SSL_CERT_FILE": str(mail.certificate)},
        )  # fmt: skip
        self.form = self._heard()["form"]

    def _heard(self):
        line = self._process.stdout.readline()
        assert line, "django-helpdesk ended"
        return json.loads(line)

    def order(self, word: str):
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self._heard()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def office():
    with tempfile.TemporaryDirectory(prefix="svartid-helpdesk-") as folder, debian_mail(Path(folder)) as mail:
        (Path(folder) / "desk").mkdir()
        office = Office(mail, Path(folder) / "desk")
        yield mail, office
        office.close()


def asked(office, tmp_path, *, point, probe):
    """Ask by mail or form and wait for the agent's answer; return the timeline and its true time in s."""
    mail, desk = office
    account = mail.account()
    organisation = load_organisation(LIBRARY / "organisations" / "fjordvik.yaml").model_copy(
        update={"touchpoints": {"office": point}}
    )
    enquiry = load_enquiry(LIBRARY / "enquiries" / "nursery-admission.yaml")
    before = desk.order("poll")["tickets"]
    truth = {}

    async def clerk():
        while (await asyncio.to_thread(desk.order, "poll"))["tickets"] == before:  # noqa: ASYNC110
            await asyncio.sleep(0.3)
        await asyncio.sleep(2.0)
        truth["answered_ns"] = (await asyncio.to_thread(desk.order, "answer"))["ns"]

    async def contact():
        due_at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
        async with mailbox_replies(account, due_at=due_at, enquiry=enquiry.email.message.say("nb")) as source:
            request = ProbeRequest(
                organisation, "office", enquiry, tmp_path / "evidence", deadline_s=90.0,
                options={"reply_address": account.address_for(new_token()), "wait_for_reply": source},
            )  # fmt: skip
            answering = asyncio.create_task(clerk())
            channel = "email" if isinstance(point, EmailTouchpoint) else "web_form"
            timeline = await run_attempt(probe(account), request, channel=channel)
            await answering
        zero = time.monotonic() - (dt.datetime.now(dt.UTC) - timeline.started_at).total_seconds()
        return timeline, truth["answered_ns"] / 1e9 - zero

    return asyncio.run(contact())


def told(timeline):
    """What came, and how it was known to be ours."""
    letters = timeline.all(EventKind.LETTER_ARRIVED)
    return [(each.detail["letter"], each.detail["matched_by"]) for each in letters]


@pytest.mark.proof
def test_a_ticket_is_confirmed_and_its_agents_answer_timed(office, tmp_path):
    point = EmailTouchpoint(email=f"post@{ORGANISATION}")
    timeline, true_s = asked(office, tmp_path, point=point, probe=lambda account: EmailProbe((account,)))
    assert told(timeline) == [("acknowledgement", "address"), ("person", "address")]
    assert timeline.outcome is Outcome.REPLIED
    answered = timeline.all(EventKind.LETTER_ARRIVED)[-1]
    assert -1.0 <= answered.offset_ms / 1000 - true_s <= 4.0


@pytest.mark.proof
@pytest.mark.skipif(chromium_is_missing(), reason="no Chromium is installed")
def test_a_public_form_is_confirmed_by_mail_and_its_agents_answer_timed(office, tmp_path):
    point = WebFormTouchpoint(web_form=office[1].form)
    timeline, true_s = asked(office, tmp_path, point=point, probe=lambda _: send_form)
    assert timeline.first(EventKind.CONFIRMED) is not None
    assert told(timeline) == [("acknowledgement", "address"), ("person", "address")]
    assert timeline.outcome is Outcome.REPLIED
    answered = timeline.all(EventKind.LETTER_ARRIVED)[-1]
    assert -1.0 <= answered.offset_ms / 1000 - true_s <= 4.0
    sent_s = timeline.first(EventKind.SUBMITTED).offset_ms / 1000
    measured = measure_form(timeline)["reply_time"].value
    assert measured == pytest.approx(answered.offset_ms / 1000 - sent_s, abs=0.001)
