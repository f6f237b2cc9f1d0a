"""One campaign over telephone, web form, e-mail and chat: its endings and times against the town's own log.

Two organisations of a small town: everybody answers at `bygd01`, nobody as one would wish at `bygd00`. The
proof asks both and scores them by the award's method; `make test` asks the one where everybody answers.
"""

import asyncio
import json
import time
from contextlib import AsyncExitStack

import pytest
from typer.testing import CliRunner

from dashboards.command.main import assemble
from probes.chat.manners import Manners
from probes.sandbox.behaviour import (
    Agent,
    Arrival,
    CentreBehaviour,
    Person,
    Queue,
    Refuse,
    Wait,
    seconds,
)
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.chat.add_chat import add_chat
from probes.sandbox.chat.chat_behaviour import ChatBehaviour, ChatPerson, ChatQueue, Robot
from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.post_office import running_post
from probes.sandbox.sound import SoundsSpec
from probes.sandbox.start_centres import started_centres
from probes.sandbox.truth import Happening, TruthLog, read_truth
from probes.sandbox.web.serve_site import serving
from probes.sandbox.web.site import site_app
from probes.sandbox.web.site_behaviour import FormBehaviour, SiteBehaviour
from probes.sandbox.web.site_parts import RECEIVED

METHOD = """
method: quick
version: "1"
title: {nb: Rask}
about: {nb: Bare for prøver.}
sample: {contacts: as planned, source: project's choice}
limits:
  phone: {wait: 40 s, talk: 3 s, otherwise: missing, source: project's choice}
  chat: {wait: 30 s, talk: 40 s, otherwise: missing, source: project's choice}
  email: {reply: 20 s, otherwise: missing, source: project's choice}
  web_form: {reply: 20 s, otherwise: missing, source: project's choice}
score: none
"""
ENQUIRY = """
enquiry: nursery
version: 1
classes: [municipality]
title: {nb: Plass i barnehage}
persona: {nb: En mor.}
brief: {nb: Spør om fristen.}
opening: {nb: Hei!}
facts:
  - deadline: {nb: Når er fristen for å søke?}
phone:
  - wait_for: person
  - hang_up: silently
web_form:
  message: {nb: "Når er fristen for å søke barnehageplass?"}
email:
  subject: {nb: Plass i barnehage}
  message: {nb: "Hei! Når er fristen for å søke barnehageplass?"}
chat:
  - say: opening
  - ask_for: person
  - wait_for: person
  - ask: facts
  - end: thanks
"""
CAMPAIGN = """
campaign: four-channels
title: {nb: Fire kanaler}
method: quick
fieldwork: {from: 2026-12-01, to: 2027-02-26, hours: 09:00-15:00, days: mon-fri}
organisations: organisations/*.yaml
enquiries: {municipality: [nursery]}
channels: [phone, web_form, email, chat]
contacts: 4
seed: 7
"""
ORGANISATION = """
organisation: {name}
name: {title} kommune
class: municipality
country: NO
touchpoints:
  switchboard: {{phone: "{phone}"}}
  form: {{web_form: "{site}/kontakt"}}
  mailbox: {{email: post@{name}.example}}
  chat: {{chat: "{site}/chat", start: Chat med oss, system: svartid-town}}
"""
SWITCHBOARDS = {
    "bygd00": {"busy": Refuse(status=486, cause=17)},
    "bygd01": {
        "queue": Queue(music="waltz", wait=seconds(1.5), first_message=seconds(30), then="clerk"),
        "clerk": Person(),
    },
}
HABITS = {
    "post@bygd00.example": MailHabit(acknowledges=seconds(0.3)),
    "post@bygd01.example": MailHabit(acknowledges=seconds(0.2), case_number="sak", answers=seconds(2.0)),
}
FORMS = {"bygd00": FormBehaviour(fault="refuses"), "bygd01": FormBehaviour(case_number=True)}
CHATS = {
    "bygd00": ChatBehaviour(robot=Robot(passes_on=False), person=None),
    "bygd01": ChatBehaviour(
        robot=None,
        queue=ChatQueue(wait=Wait(1.0, 1.2), every=Wait(0.4, 0.5), position=(2, 2)),
        person=ChatPerson(agents=("Kari",), starts=Wait(0.8, 1.0), types=Wait(1.0, 1.2), turns=(9, 9)),
    ),
}
ENDINGS = {
    ("bygd00", "phone"): ("finished", "busy"),
    ("bygd00", "web_form"): ("finished", "form_rejected"),
    ("bygd00", "email"): ("finished", "auto_reply_only"),
    ("bygd00", "chat"): ("finished", "answered_by_machine_only"),
    ("bygd01", "phone"): ("finished", "answered_by_person"),
    ("bygd01", "web_form"): ("finished", "replied"),
    ("bygd01", "email"): ("finished", "replied"),
    ("bygd01", "chat"): ("finished", "answered_by_person"),
}
ANSWERED = ("answered_by_person", "replied")
QUICK = Manners(greeting_s=2.0, settle_s=0.5, answer_s=8.0, robot_s=3.0, farewell_s=1.5, letter_s=0.0, asks=2)


def campaign_files(folder, phones, sites):
    from benchmark.planning.campaign_files import read_campaign

    (folder / "organisations").mkdir(parents=True)
    for name, site in sites.items():
        told = ORGANISATION.format(name=name, title=name.title(), phone=phones[name], site=site)
        (folder / "organisations" / f"{name}.yaml").write_text(told, encoding="utf-8")
    (folder / "own").mkdir()
    (folder / "own" / "method.yaml").write_text(METHOD, encoding="utf-8")
    (folder / "own" / "enquiry.yaml").write_text(ENQUIRY, encoding="utf-8")
    path = folder / "campaign.yaml"
    path.write_text(CAMPAIGN, encoding="utf-8")
    return read_campaign(path, more=[folder / "own"])


def centres(folder, names):
    """The switchboards: one is busy, at the other somebody answers after a moment of music."""
    return [
        CentreConfig(
            behaviour=CentreBehaviour(
                id=name, user=name, name=f"{name.title()} kommune", stages=stages, start=next(iter(stages)),
                agents=(Agent(id="kari", voice="kari-f2", name="Kari"),), arrival=Arrival(rings=seconds(0.2)),
            ),
            sounds=SoundsSpec(
                "probes.sandbox.town_sounds:TownSounds", {"organisation": f"{name.title()} kommune"}
            ),
            truth_path=folder / "truth" / f"{name}.jsonl",
            seed=7,
        )
        for name, stages in SWITCHBOARDS.items()
        if name in names
    ]  # fmt: skip


async def _fieldwork(folder, monkeypatch, names):
    """Run sites and post, and a worker that finds out by itself what it can serve; return the campaign."""
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.own_channels import served_channels
    from benchmark.fieldwork.worker import working

    async with AsyncExitStack() as stack:
        switchboards = await stack.enter_async_context(started_centres(centres(folder, names)))
        phones = {name: centre.uri for name, centre in switchboards.items()}
        post = await stack.enter_async_context(running_post(HABITS, truth=folder / "truth"))
        sites = {}
        for name in names:
            log = TruthLog(folder / "truth" / f"{name}.web.jsonl", at=name)
            stack.callback(log.close)
            app = site_app(
                SiteBehaviour(id=name, name=f"{name.title()} kommune", form=FORMS[name]), truth=log
            )
            add_chat(app, CHATS[name])
            app[RECEIVED].append(_to_the_post(post, name))
            sites[name] = await stack.enter_async_context(serving(app))
        accounts = folder / "mail.toml"
        accounts.touch(mode=0o600)
        accounts.write_text(post.account_file(), encoding="utf-8")
        monkeypatch.setenv("SVARTID_MAIL", str(accounts))
        campaign = await asyncio.to_thread(_stored, campaign_files(folder / "campaign", phones, sites))
        serves = served_channels(needed=("phone", "web_form", "email", "chat"))
        worker = working(
            capabilities=Capabilities(channels=serves, at_once=4), label="all-1", tick_s=0.3,
            campaigns=[campaign.pk],
        )  # fmt: skip
        async with worker:
            for _ in range(700):
                if await asyncio.to_thread(_all_finished, 4 * len(names)):
                    break
                await asyncio.sleep(0.2)
        return campaign


def _to_the_post(post, name):
    async def received(form):
        post.take_form(
            f"post@{name}.example", email=form.fields["email"], subject="Skjema", number=form.number,
            visit=form.visit,
        )  # fmt: skip

    return received


def _stored(files):
    from django.db import connection

    from benchmark.fieldwork.book import forget_books
    from benchmark.fieldwork.control import set_state
    from benchmark.fieldwork.store_campaign import store_campaign

    forget_books()
    try:
        campaign = store_campaign(files=files, demo=True).campaign
        set_state(campaign=campaign, state="running", actor="eva")
        return campaign
    finally:
        connection.close()


def _endings():
    from results.models import Attempt

    rows = Attempt.objects.select_related("organisation")
    return {(row.organisation.slug, row.channel): (row.state, row.outcome) for row in rows}


def _all_finished(count):
    from django.db import connection

    try:
        found = _endings()
        return len(found) == count and all(state == "finished" for state, _ in found.values())
    finally:
        connection.close()


def _measured(channel, name):
    from results.models import Attempt

    row = Attempt.objects.get(organisation__slug="bygd01", channel=channel)
    found = row.timelines.order_by("-number").first().measurements.get(name=name)
    assert found.status == "observed"
    return found.value


def _against_the_towns_log(folder):
    """Hold what was measured at `bygd01` against the town's own log, as exact as the channel's clock."""
    from results.models import Attempt

    called = read_truth(folder / "bygd01.jsonl")
    rang = next(each.ns for each in called if each.event is Happening.INVITE_RECEIVED)
    spoke = next(each.ns for each in called if each.event is Happening.PERSON_STARTED)
    # On a busy machine the town itself speaks late, and says how late its sound was at worst.
    late_s = next(each.detail["worst_late_ms"] for each in called if each.event is Happening.STOPPED) / 1000
    assert _measured("phone", "answer_time") == pytest.approx((spoke - rang) / 1e9, abs=0.3 + late_s)

    letters = read_truth(folder / "post@bygd01.example.jsonl")
    for channel, was_form in (("email", False), ("web_form", True)):
        mine = [each for each in letters if each.call.startswith("form.") is was_form]
        got = next(each.ns for each in mine if each.event is Happening.LETTER_RECEIVED)
        answered = next(each.ns for each in mine if each.detail.get("letter") == "person")
        assert _measured(channel, "reply_time") == pytest.approx((answered - got) / 1e9, abs=1.2)

    chat = [each for each in read_truth(folder / "bygd01.web.jsonl") if each.call]
    row = Attempt.objects.get(organisation__slug="bygd01", channel="chat")
    zero_ns = row.started_at.timestamp() * 1e9 - (time.time_ns() - time.monotonic_ns())
    first = next(
        each.ns for each in chat if each.event is Happening.TURN_SENT and each.detail["who"] == "person"
    )
    assert _measured("chat", "answer_time") == pytest.approx((first - zero_ns) / 1e9, abs=0.3)


def _quick(monkeypatch):
    from benchmark.fieldwork import post_room

    monkeypatch.setattr(post_room, "DUE_EVERY_S", 0.5)
    monkeypatch.setattr("probes.chat.probe.Manners", lambda: QUICK)


@pytest.mark.timeout(400)
def test_four_channels_of_one_organisation_at_once(record, tmp_path, monkeypatch):
    _quick(monkeypatch)
    asyncio.run(_fieldwork(tmp_path, monkeypatch, ("bygd01",)))
    assert _endings() == {place: ending for place, ending in ENDINGS.items() if place[0] == "bygd01"}
    _against_the_towns_log(tmp_path / "truth")
    _a_reviewer_says_who_wrote()


def _a_reviewer_says_who_wrote():
    """Let a reviewer take the chat's person for a robot, and take that back."""
    from results.models import AuditEvent, Contact

    key = Contact.objects.get(channel="chat").key

    def turns(*words):
        done = CliRunner().invoke(assemble(["turns"]), ["turns", key, *words, "--json"])
        assert done.exit_code == 0, (done.output, done.exception)
        return json.loads(done.stdout)

    seen = turns()
    assert seen["outcome"] == "answered_by_person"
    theirs = [each["turn"] for each in seen["turns"] if each["speaker"] == "person"]
    says = ["--reason", "only for this test", "--by", "eva"]
    again = turns(*says, *(word for each in theirs for word in ("--was", f"{each}=robot")))
    assert again["outcome"] == "answered_by_machine_only"
    assert [each["speaker"] for each in again["turns"] if each["turn"] in theirs] == ["robot"] * len(theirs)
    assert turns(*says, "--was", f"{theirs[-1]}=person")["outcome"] == "answered_by_person"
    made = Contact.objects.get(channel="chat").attempts.get().timelines.order_by("number")
    assert [each.made_by for each in made][1:] == ["reviewer eva: only for this test"] * 2
    assert AuditEvent.objects.filter(action="contact.judged", actor="eva").count() == 2


@pytest.mark.proof
@pytest.mark.timeout(400)
def test_a_campaign_over_four_channels_from_the_plan_to_the_score(record, tmp_path, monkeypatch):
    from benchmark.editions.score_campaign import score_campaign
    from scenarios.library_path import library_file
    from scenarios.load import load_method, load_questionnaire

    _quick(monkeypatch)
    campaign = asyncio.run(_fieldwork(tmp_path, monkeypatch, ("bygd00", "bygd01")))
    assert _endings() == ENDINGS
    _against_the_towns_log(tmp_path / "truth")

    # The award's own method, from the library: the fieldwork was not made for it and is scored by it.
    method = load_method(library_file(kind="method", name="kundeserviceprisen"))
    questionnaire = load_questionnaire(library_file(kind="questionnaire", name=method.questionnaire))
    scored = score_campaign(campaign=campaign, method=method, questionnaire=questionnaire, actor="eva")
    table = scored.run.contacts.merge(scored.run.contact_areas, on="contact")
    reached = {(row.organisation, row.channel): row.reached for row in table.itertuples()}
    assert reached == {place: outcome in ANSWERED for place, (_, outcome) in ENDINGS.items()}
    # Everybody answered within seconds, or within a working day: full points for the waiting.
    assert list(table.loc[table["reached"], "waiting"]) == [100.0] * 4
    assert scored.method.method == "kundeserviceprisen"
