"""Call now, the rehearsal, the chat and the clock, in Chromium, over real SIP and a real chat of the town."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from probes.directory import Entry, write_directory
from probes.sandbox.behaviour import Wait
from probes.sandbox.chat.chat_behaviour import ChatBehaviour, ChatPerson, ChatQueue
from probes.sandbox.truth import Happening
from tests.benchmark.fieldwork.conftest import Fleet, quick_town, spans
from tests.dashboards.conftest import PASSWORD, Site, serving
from tests.dashboards.site.test_pages import axe, sideways
from tests.probes.chat.conftest import town_chat

# A record beside the page's browser needs a process of its own: pytest -m proof of this file alone.
pytestmark = [pytest.mark.timeout(400), pytest.mark.proof]

SWIFT = ChatBehaviour(
    queue=ChatQueue(wait=Wait(0.8, 1.0), every=Wait(0.3, 0.4), position=(2, 2)),
    person=ChatPerson(agents=("Kari",), starts=Wait(0.3, 0.5), types=Wait(0.4, 0.6), turns=(9, 9)),
)

ENDS = (Happening.BYE_RECEIVED, Happening.BYE_SENT, Happening.CANCELLED)

METHOD = """
  chat:
    wait: 60 s
    talk: 60 s
    retry: {times: 0, when: another day}
    otherwise: missing
    source: project's choice
score: none
"""

ENQUIRY = """
phone:
  - wait_for: person
  - bridge: shopper
    limit: 9 s
chat:
  - say: opening
  - ask_for: person
  - wait_for: person
"""

SETTLE = """
import json
from pathlib import Path
from allauth.account.models import EmailAddress
from django.utils import timezone
from benchmark.fieldwork.control import set_state
from benchmark.fieldwork.store_campaign import store_campaign
from benchmark.planning.campaign_files import read_campaign
from results.models import Account, Contact, Role, Shopper
sam = Shopper.objects.create(label="sam", name="Sam", phone="%(phone)s", phone_verified_at=timezone.now(),
    languages=["nb"], pools=["town"], channels=["phone", "chat"])
account = Account(email="sam@svartid.example", name="Sam", language="en")
account.set_password("%(password)s")
account.save()
EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
Role.objects.create(account=account, role="shopper", shopper=sam)
path = Path("%(path)s")
stored = store_campaign(files=read_campaign(path, more=[path.parent / "own"]), demo=True)
set_state(campaign=stored.campaign, state="running", actor="eva")
rows = Contact.objects.order_by("channel", "pk").values_list("channel", "mode", "pk")
print(json.dumps([list(row) for row in rows]))
"""

TOLD = """
import json
from results.models import Attempt
from results.keep_timeline import newest_timeline
found = []
for attempt in Attempt.objects.filter(contact=%d).order_by("number"):
    timeline = newest_timeline(attempt)
    kinds = [] if timeline is None else [event.kind.value for event in timeline]
    names = [] if timeline is None else list(attempt.measurements.values_list("name", flat=True))
    found.append([attempt.state, attempt.outcome, kinds, names])
print(json.dumps(found))
"""


def campaign_of(town: Any, chat: str) -> Path:
    path: Path = town.campaign(contacts=6)
    text = path.read_text().replace("channels: [phone]", "channels: [phone, chat]")
    path.write_text(text + "shoppers: {pool: town, rotation: 0 days, modes: {chat: bridged}}\n")
    method = town.own / "method.yaml"
    text = method.read_text().replace("wait: 4 s", "wait: 30 s").replace("talk: 2 s", "talk: 20 s")
    method.write_text(text.replace("score: none\n", "").rstrip() + METHOD)
    enquiry = town.own / "enquiry.yaml"
    enquiry.write_text(re.sub(r"\nphone:.*", "", enquiry.read_text(), flags=re.DOTALL) + ENQUIRY)
    for place in (path.parent / "organisations").iterdir():
        point = f'  chat: {{chat: "{chat}/chat", system: svartid-town, open: {{mon-fri: 08:00-15:30}}}}\n'
        place.write_text(place.read_text().rstrip() + "\n" + point)
    return path


# One database is enough for a browser, and beside Chromium a second record cannot be set up in one process.
@pytest.mark.parametrize("record_server", ["embedded"], indirect=True, scope="session")
def test_from_the_button_to_both_hang_ups_and_through_a_chat(
    record: Any, chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = record.environment | {
        "DJANGO_SETTINGS_MODULE": "dashboards.settings",
        "SVARTID_SECRET_KEY": "0" * 64,
    }
    fleet = Fleet(environment, tmp_path)
    with (
        quick_town(tmp_path, centres=1, shopper=True) as town,
        town_chat(tmp_path / "chat", SWIFT) as chat,
        serving(environment) as url,
        closing(Site(url, environment, {})) as site,
    ):
        phone = town.centres.pop("shopper")
        centre = next(iter(town.centres))
        listed = Entry("fjordvik", "switchboard", "+4710551000", town.centres[centre].uri)
        write_directory([listed], state=tmp_path)
        given = {"phone": phone.uri, "password": PASSWORD, "path": campaign_of(town, chat.url)}
        rows = json.loads(site.run(SETTLE % given).splitlines()[-1])
        chats = [pk for channel, mode, pk in rows if (channel, mode) == ("chat", "bridged")]
        calls = [pk for channel, mode, pk in rows if (channel, mode) == ("phone", "bridged")]
        assert len(chats) >= 1
        assert len(calls) >= 3
        page = Sam(site, chromium)
        try:
            page.finds_nobody_to_call(calls[0])
            fleet.start("worker", "worker", "--channel", "phone", "--channel", "chat", "--lease", "20 s")
            page.is_connected(calls[0])
            page.hangs_up_in_the_queue(calls[1])
            page.rehearses(calls[2])
            page.writes_in_the_chat(chats[0])
            page.logs_by_the_clock(calls[2])
        finally:
            page.close()
            fleet.end()
        assert page.said == []

        def told(contact: int) -> list[Any]:
            found: list[Any] = json.loads(site.run(TOLD % contact).splitlines()[-1])
            return found

        [[state, outcome, kinds, _]] = told(calls[0])
        assert (state, outcome) == ("finished", "answered_by_person")
        assert [kinds.count(kind) for kind in ("dialled", "hung_up")] == [1, 1]
        # Once, or again after what sounded like music for a moment.
        assert kinds.count("shopper_connected") >= 1
        assert [each[:2] for each in told(calls[1])] == [["cancelled", "cancelled"]]
        [[state, outcome, kinds, _]] = told(chats[0])
        assert (state, outcome) == ("finished", "answered_by_person"), kinds
        assert [kinds.count(kind) for kind in ("shopper_connected", "chat_closed")] == [1, 1]
        [[state, outcome, kinds, names]] = told(calls[2])
        assert (state, outcome) == ("finished", "answered_by_person")
        assert kinds == ["note", "queue_started", "person_answered", "transferred", "hung_up", "finished"]
        assert {"answer_time", "queue_time", "transfers"} <= set(names)
        # The town saw what was dialled and the rehearsal, no double tap's call, and each of them ended.
        truth = town.truth(centre)
        dialled = sum(kinds.count("dialled") for pk in calls[:2] for _, _, kinds, _ in told(pk))
        assert len(spans(truth)) == dialled + 1
        assert {each.call for each in truth if each.event in ENDS} == set(spans(truth))


class Sam:
    """A shopper with a phone-sized browser."""

    def __init__(self, site: Site, chromium: Any) -> None:
        self.url = site.url
        self.context = chromium.new_context(
            viewport={"width": 360, "height": 780}, locale="en", reduced_motion="reduce"
        )
        for each in site.someone("sam").cookies:
            self.context.add_cookies([{"name": each.name, "value": each.value or "", "url": site.url}])
        self.context.add_cookies([{"name": "svartid_language", "value": "en", "url": site.url}])
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", lambda told: self._heard(told.text))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def close(self) -> None:
        self.context.close()

    def finds_nobody_to_call(self, contact: int) -> None:
        page = self._at(contact, "call")
        page.get_by_text("The machine that makes contacts is not there").wait_for()
        assert page.get_by_role("button", name="Call now").count() == 0
        self._looks_well()

    def is_connected(self, contact: int) -> None:
        page = self._at(contact, "call")
        for _ in range(100):
            if page.get_by_role("button", name="Call now").count():
                break
            page.wait_for_timeout(300)
            page.reload()
        self._looks_well()
        page.get_by_role("button", name="Call now").dblclick()
        page.get_by_role("button", name="Hang up").wait_for(timeout=30_000)
        # Closed and opened again, it is the same call.
        page.reload()
        page.get_by_text("You are connected").wait_for(timeout=30_000)
        self._looks_well()
        page.get_by_text("A person answered").wait_for(timeout=60_000)

    def hangs_up_in_the_queue(self, contact: int) -> None:
        page = self._at(contact, "call")
        page.get_by_role("button", name="Call now").click()
        page.get_by_role("button", name="Hang up").click(timeout=30_000)
        page.get_by_text("Cancelled").wait_for(timeout=30_000)

    def rehearses(self, contact: int) -> None:
        page = self._at(contact, "rehearse")
        page.get_by_role("button", name="Rehearse now").click()
        page.get_by_text("You are connected").wait_for(timeout=60_000)
        page.get_by_role("heading", name="How it went").wait_for(timeout=60_000)
        assert page.get_by_text("Until a person answered").count() >= 1
        page.locator(".js-plotly-plot, .plot-container").first.wait_for()
        self._looks_well()

    def writes_in_the_chat(self, contact: int) -> None:
        page = self._at(contact, "chat")
        self._looks_well()
        page.get_by_role("button", name="Open the chat").click()
        box = page.get_by_label("Your words")
        box.wait_for(timeout=90_000)
        self._looks_well()
        self.context.set_offline(True)
        box.fill("Når er fristen for barnehage?")
        box.press("Enter")
        page.get_by_text("No connection: it is sent as soon as there is one.").wait_for()
        self.context.set_offline(False)
        answers = page.locator(".chat-turns .person")
        before = answers.count()
        page.locator(".chat-turns .shopper", has_text="fristen for barnehage").wait_for(timeout=30_000)
        page.wait_for_function(
            "before => document.querySelectorAll('.chat-turns .person').length > before", arg=before,
            timeout=30_000,
        )  # fmt: skip
        assert page.locator(".chat-turns .shopper", has_text="fristen for barnehage").count() == 1
        page.get_by_role("button", name="Leave the chat").click()
        page.get_by_text("A person answered").wait_for(timeout=60_000)
        assert page.locator(".chat-turns li").count() > 3
        self.said = [each for each in self.said if "ERR_INTERNET_DISCONNECTED" not in each]

    def logs_by_the_clock(self, contact: int) -> None:
        page = self._at(contact, "clock")
        self._looks_well()
        page.get_by_role("button", name="Start").click()
        page.get_by_role("button", name="I am in a queue").click()
        page.get_by_role("button", name="A person answered").click()
        page.get_by_role("button", name="Passed on").click()
        page.get_by_role("button", name="Passed on").click()
        page.get_by_role("button", name="Undo the last press").click()
        page.reload()
        page.get_by_role("button", name="I end it").click()
        assert page.locator("input[value=answered_by_person]").is_checked()
        self._looks_well()
        self.context.set_offline(True)
        page.get_by_role("button", name="Store it").click()
        page.get_by_text("It is kept on this phone and sent later").wait_for()
        self.context.set_offline(False)
        page.wait_for_url(f"**/contacts/{contact}/", timeout=30_000)
        self._at(contact, "clock").get_by_text("This contact is not logged here").wait_for()
        self.said = [each for each in self.said if "ERR_INTERNET_DISCONNECTED" not in each]

    def _at(self, contact: int, name: str) -> Any:
        self.page.goto(f"{self.url}/shopper/contacts/{contact}/{name}/")
        return self.page

    def _looks_well(self) -> None:
        assert sideways(self.page) == 0
        assert axe(self.page) == []

    def _heard(self, text: str) -> None:
        if not text.startswith("[DOM]"):
            self.said.append(text)
