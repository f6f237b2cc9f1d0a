"""Against django-helpdesk: our letter becomes a ticket by IMAP, its agent's answer comes by SMTP."""

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
from debian_mail import ORGANISATION, PASSWORD, debian_mail, missing

import scenarios
from probes.attempt import run_attempt
from probes.email.probe import EmailProbe
from probes.email.replies import mailbox_replies
from probes.email.token import new_token
from probes.event import EventKind
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from scenarios.load import load_enquiry, load_organisation
from scenarios.touchpoint import EmailTouchpoint

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
        assert self._heard() == {"ready": True}

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


@pytest.fixture
def office():
    with tempfile.TemporaryDirectory(prefix="svartid-helpdesk-") as folder, debian_mail(Path(folder)) as mail:
        (Path(folder) / "desk").mkdir()
        office = Office(mail, Path(folder) / "desk")
        yield mail, office
        office.close()


@pytest.mark.proof
def test_a_ticket_is_confirmed_and_its_agents_answer_timed(office, tmp_path):
    mail, desk = office
    account = mail.account()
    organisation = load_organisation(LIBRARY / "organisations" / "fjordvik.yaml").model_copy(
        update={"touchpoints": {"mailbox": EmailTouchpoint(email=f"post@{ORGANISATION}")}}
    )
    enquiry = load_enquiry(LIBRARY / "enquiries" / "nursery-admission.yaml")
    truth = {}

    async def clerk():
        while (await asyncio.to_thread(desk.order, "poll"))["tickets"] == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.3)
        await asyncio.sleep(2.0)
        truth["answered_ns"] = (await asyncio.to_thread(desk.order, "answer"))["ns"]

    async def contact():
        due_at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=25)
        async with mailbox_replies(account, due_at=due_at, enquiry=enquiry.email.message.say("nb")) as source:
            request = ProbeRequest(
                organisation, "mailbox", enquiry, tmp_path / "evidence", deadline_s=40.0,
                options={"reply_address": account.address_for(new_token()), "wait_for_reply": source},
            )  # fmt: skip
            answering = asyncio.create_task(clerk())
            timeline = await run_attempt(EmailProbe((account,)), request, channel="email")
            await answering
        zero = time.monotonic() - (dt.datetime.now(dt.UTC) - timeline.started_at).total_seconds()
        return timeline, truth["answered_ns"] / 1e9 - zero

    timeline, true_s = asyncio.run(contact())
    letters = timeline.all(EventKind.LETTER_ARRIVED)
    told = [(each.detail["letter"], each.detail["matched_by"]) for each in letters]
    assert told == [("acknowledgement", "address"), ("person", "address")]
    assert timeline.outcome is Outcome.REPLIED
    assert abs(letters[1].offset_ms / 1000 - true_s) <= 1.0
