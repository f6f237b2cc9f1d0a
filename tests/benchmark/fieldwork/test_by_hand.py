"""A desk, a text message, Messenger: planned like any contact, made by a shopper alone, logged and scored."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from scenarios.errors import ScenarioErrors

METHOD = """
method: by-hand
version: "1"
title: {nb: For hånd}
about: {nb: Bare for prøver.}
sample: {contacts: as planned, source: project's choice}
limits:
  messenger: {wait: 30 min, otherwise: zero, source: project's choice}
  sms: {wait: 30 min, otherwise: zero, source: project's choice}
  desk: {wait: 20 min, otherwise: zero, source: project's choice}
score: none
"""
ENQUIRY = """
enquiry: nursery
version: 1
classes: [municipality]
title: {nb: Plass i barnehage}
persona: {nb: En mor.}
brief: {nb: Spør om fristen.}
opening: {nb: Hei! Når er fristen for å søke barnehageplass?}
email: {subject: {nb: Plass}, message: {nb: Når er fristen?}}
"""
CAMPAIGN = """
campaign: by-hand
title: {nb: For hånd}
method: by-hand
fieldwork: {from: 2026-03-02, to: 2026-06-26, hours: 09:00-15:00, days: mon-fri}
organisations: organisations/*.yaml
enquiries: {municipality: [nursery]}
channels: [messenger, sms, desk]
contacts: 3
shoppers: {pool: shoppers.yaml}
seed: 7
"""
ORGANISATION = """
organisation: fjordvik
name: Fjordvik kommune
class: municipality
country: NO
touchpoints:
  page: {messenger: "https://messages.fjordvik.example/fjordvik"}
  text: {sms: "+47 10 55 00 01"}
  reception: {desk: "Rådhusgata 1, Fjordvik", open: {mon-fri: 08:00-15:30}}
"""
LOGS = {
    "messenger": ("page", "90 s", "replied", "replied"),
    "sms": ("text", "31 min", "ended by me", "no_reply"),
    "desk": ("reception", "4 min", "person", "answered_by_person"),
}


def _files(folder, *, campaign=CAMPAIGN):
    from benchmark.planning.campaign_files import read_campaign

    (folder / "organisations").mkdir()
    (folder / "organisations" / "fjordvik.yaml").write_text(ORGANISATION, encoding="utf-8")
    (folder / "own").mkdir()
    (folder / "own" / "method.yaml").write_text(METHOD, encoding="utf-8")
    (folder / "own" / "enquiry.yaml").write_text(ENQUIRY, encoding="utf-8")
    (folder / "shoppers.yaml").write_text("shoppers: [{name: siv, languages: nb}]\n", encoding="utf-8")
    (folder / "campaign.yaml").write_text(campaign, encoding="utf-8")
    return read_campaign(folder / "campaign.yaml", more=[folder / "own"])


def _log(folder, contact, log):
    from dashboards.command.main import assemble

    touchpoint, after, what, outcome = log
    path = folder / f"{contact.channel}.yaml"
    path.write_text(
        f"""organisation: fjordvik
touchpoint: {touchpoint}
channel: {contact.channel}
started: 2026-03-03 10:14
events:
  - {{at: 0 s, what: {"sent" if contact.channel != "desk" else "arrived"}}}
  - {{at: {after}, what: {what}}}
outcome: {outcome}
""",
        encoding="utf-8",
    )
    words = ["log-contact", str(path), "--contact", contact.key]
    done = CliRunner().invoke(assemble(["log-contact"]), words)
    assert done.exit_code == 0, (done.output, done.exception)


def test_from_the_plan_to_the_score(record, tmp_path):
    from benchmark.editions.score_campaign import score_campaign
    from benchmark.fieldwork.book import forget_books
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt
    from benchmark.fieldwork.control import set_state
    from benchmark.fieldwork.register import register_worker
    from benchmark.fieldwork.store_campaign import store_campaign
    from benchmark.planning.campaign_files import shoppers_of
    from results.models import Contact, Measurement
    from scenarios.library_path import library_file
    from scenarios.load import load_method, load_questionnaire

    forget_books()
    files = _files(tmp_path)
    stored = store_campaign(files=files, shoppers=shoppers_of(files), demo=True)
    set_state(campaign=stored.campaign, state="running", actor="eva")
    contacts = {each.channel: each for each in Contact.objects.select_related("shopper")}
    assert {name: (each.mode, each.shopper.label) for name, each in contacts.items()} == dict.fromkeys(
        LOGS, ("manual", "siv")
    )

    # No machine takes them, whatever it says that it can do.
    able = Capabilities(channels=("phone", "web_form", "email", "chat", *LOGS))
    worker = register_worker(label="all-1", capabilities=able)
    assert claim_attempt(worker=worker, capabilities=able, now=dt.datetime.now(dt.UTC)) is None

    for channel, contact in contacts.items():
        _log(tmp_path, contact, LOGS[channel])
        contact.refresh_from_db()
    assert {name: (each.state, each.outcome) for name, each in contacts.items()} == {
        name: ("done", log[-1]) for name, log in LOGS.items()
    }

    def measured(channel, name):
        found = Measurement.objects.get(attempt__contact=contacts[channel], name=name)
        return found.value, found.status

    assert measured("messenger", "first_reply_time") == (90.0, "observed")
    assert measured("sms", "first_reply_time") == (1860.0, "censored")
    assert measured("desk", "answer_time") == (240.0, "observed")

    # By the award's method Messenger counts; it has no limit for the other two, and says so.
    method = load_method(library_file(kind="method", name="kundeserviceprisen"))
    questionnaire = load_questionnaire(library_file(kind="questionnaire", name=method.questionnaire))
    run = score_campaign(
        campaign=stored.campaign, method=method, questionnaire=questionnaire, actor="eva"
    ).run
    table = run.contacts.set_index("channel")
    assert dict(table["reached"]) == {"messenger": True, "sms": False, "desk": False}
    areas = run.contact_areas.set_index("contact")
    assert areas.loc[table.loc["messenger", "contact"], "waiting"] == 100.0
    forget_books()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("shoppers: {pool: shoppers.yaml}\n", "", "only a shopper can make contacts in this channel"),
        ("shoppers.yaml}", "shoppers.yaml, modes: {desk: automatic}}", "no machine can do this"),
        (
            "shoppers.yaml}",
            "shoppers.yaml, modes: {sms: bridged}}",
            "nobody can be connected in this channel",
        ),
        ("method: by-hand", "method: kundeserviceprisen", "has no contacts in this channel"),
    ],
)
def test_what_no_machine_can_do_is_told_before_the_campaign(tmp_path, old, new, told):
    with pytest.raises(ScenarioErrors, match=told):
        _files(tmp_path, campaign=CAMPAIGN.replace(old, new))
