import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
SVARTID = Path(sys.executable).with_name("svartid")


@pytest.fixture
def sam(planter):
    return planter.shopper(
        "sam",
        name="Sam Sandvik",
        email="sam.sandvik@shoppers.example",
        phone="+4710550101",
        phone_verified_at=NOW,
    )


@pytest.fixture
def traces(planter, sam):
    """Everything of Sam's that could leak, and the same of Siv, which must stay."""
    from probes.event import Event, EventKind, Source
    from probes.timeline import Timeline
    from results.evidence import keep_evidence
    from results.keep_timeline import keep_timeline
    from results.models import (
        Assignment,
        Comment,
        Exclusion,
        RatingAnswer,
        RatingEvent,
        RatingSession,
        RecordingAgreement,
    )

    siv = planter.shopper("siv", name="Siv Solberg", phone="+4710550102", phone_verified_at=NOW)
    RecordingAgreement.objects.create(
        touchpoint=planter.touchpoint(), agreed_on=dt.date(2026, 3, 1), document="a.pdf", keep_days=90
    )
    made = {}
    for shopper in (sam, siv):
        contact = planter.contact(shopper=shopper, mode="bridged")
        attempt = planter.attempt(contact)
        words = f"I said: this is {shopper.name}, call me on {shopper.phone}"
        session = RatingSession.objects.create(
            contact=contact,
            shopper=shopper,
            questionnaire=planter.document("questionnaire", "short"),
            language="nb",
            opened_at=NOW,
        )
        RatingAnswer.objects.create(session=session, item="impression", words=words, answered_at=NOW)
        RatingEvent.objects.create(session=session, at=NOW, kind="answered", item="impression", after=words)
        Comment.objects.create(contact=contact, author=shopper.label, role="shopper", text=words)
        Exclusion.objects.create(contact=contact, excluded=True, reason=words, author="account:1")
        Assignment.objects.create(contact=contact, shopper=shopper, state="accepted")
        event = Event(
            10.0, EventKind.SHOPPER_RINGING, Source.SIGNALLING, detail={"to": f"tel:{shopper.phone}"}
        )
        keep_timeline(attempt=attempt, timeline=Timeline("phone", NOW, events=[event]))
        keep_evidence(attempt=attempt, name="sip.txt", content=f"INVITE sip:{shopper.phone}@x".encode())
        keep_evidence(attempt=attempt, name="sound.wav", content=b"RIFF" + shopper.name.encode(), at=NOW)
        made[shopper.label] = session
    return made


def everything(record) -> str:
    """The whole database as text, and all files of the evidence store."""
    with record.connect() as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_type = 'BASE TABLE' AND table_name LIKE 'results_%'"
        ).fetchall()
        rows = [
            connection.execute(f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {name} t").fetchone()[
                0
            ]
            for (name,) in tables
        ]
    stored = [path.read_bytes().decode(errors="replace") for path in (record.state / "evidence").glob("??/*")]
    return "\n".join([*rows, *stored])


def test_erasure_leaves_no_trace_and_no_orphan(record, sam, traces):
    from results.erasure import erase_person
    from results.models import AuditEvent, Evidence, RatingAnswer

    told = ["Sam Sandvik", "sam.sandvik", "4710550101"]
    before = everything(record)
    assert [word for word in told if word not in before] == []
    erased = erase_person(sam, actor="eva")
    assert erased == (f"erased-{sam.pk}", 1, 7, 1)
    after = everything(record)
    assert [word for word in told if word in after] == []
    assert "Siv Solberg" in after
    assert "4710550102" in after
    assert (
        RatingAnswer.objects.get(session=traces["sam"]).words
        == "I said: this is [erased], call me on [erased]"
    )
    needed = set(Evidence.objects.filter(purged_at__isnull=True).values_list("sha256", flat=True))
    assert {path.name for path in (record.state / "evidence").glob("??/*")} == needed
    event = AuditEvent.objects.get(action="person.erased")
    assert (event.actor, event.subject) == ("eva", f"shopper:{sam.pk}")
    assert erase_person(sam, actor="eva") == (f"erased-{sam.pk}", 0, 0, 0)
    assert AuditEvent.objects.filter(action="person.erased").count() == 1


def test_the_export_holds_everything_and_nothing_of_others(sam, traces):
    from results.person import export_person

    told = json.loads(json.dumps(export_person(sam)))
    assert told["shopper"]["phone"] == "+4710550101"
    assert told["contacts"] == [traces["sam"].contact.key]
    [rating] = told["ratings"]
    assert [each["item"] for each in rating["answers"]] == ["impression"]
    assert [each["kind"] for each in rating["events"]] == ["answered"]
    assert [each["name"] for each in told["recordings"]] == ["sound.wav"]
    assert [len(told[key]) for key in ("assignments", "comments")] == [1, 1]
    assert "Siv" not in json.dumps(told)


@pytest.mark.parametrize("wanted", ["sam", "Sam Sandvik", "SAM.SANDVIK@shoppers.example", "+47 10 55 01 01"])
def test_a_person_is_found(sam, wanted):
    from results.person import find_person

    assert find_person(wanted) == sam


def test_of_several_nobody_is_taken(planter, sam):
    from results.errors import NobodyFound
    from results.person import find_person

    planter.shopper("sam-2", name="Sam Sandvik")
    with pytest.raises(NobodyFound, match="name one by label: sam, sam-2"):
        find_person("Sam Sandvik")
    with pytest.raises(NobodyFound, match="knows nobody"):
        find_person("")


def test_the_command_exports_and_erases(record, sam, tmp_path):
    from results.models import Shopper

    out = tmp_path / "sam.json"
    run = subprocess.run(
        [SVARTID, "person", "export", "sam", "--out", out],
        env=record.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert json.loads(out.read_text())["shopper"]["name"] == "Sam Sandvik"
    assert out.stat().st_mode & 0o777 == 0o600
    run = subprocess.run(
        [SVARTID, "person", "erase", "sam", "--yes"],
        env=record.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert Shopper.objects.get().name == ""
    run = subprocess.run(
        [SVARTID, "person", "erase", "sam", "--yes"],
        env=record.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert (
        run.stderr == "svartid: 'sam': the record knows nobody of this label, name, mail address or phone\n"
    )


@pytest.mark.parametrize(
    ("text", "clean", "words"),
    [
        ("call +47 10 55 01 01, please", "call [erased], please", False),
        ("call 10550101, please", "call [erased], please", False),
        ("0047 10.55.01.01", "[erased]", False),
        ("sip:+4710550101@x", "sip:[erased]@x", False),
        ("4710550101234", "4710550101234", False),
        ("SAM SANDVIK <Sam.Sandvik@Shoppers.example>", "[erased] <[erased]>", False),
        ("Hello Sam, said Sam Sandvik", "Hello [erased], said [erased]", True),
        ("Sandviken is far from Sam's sand", "Sandviken is far from [erased]'s sand", True),
        ("Sam Eyde's street", "Sam Eyde's street", False),
    ],
)
def test_traces_are_found_as_people_write_them(sam, text, clean, words):
    from results.traces import Traces

    assert Traces(sam).clean(text, words=words) == clean


def test_a_name_with_nordic_letters_is_found_in_json_and_files_pass_unharmed(planter):
    from results.traces import Traces

    traces = Traces(planter.shopper("asa", name="Åsa Øst"))
    assert traces.clean_bytes(json.dumps({"to": "Åsa Øst"}).encode()) == b'{"to": "[erased]"}'
    assert traces.clean_bytes("Åsa Øst".encode()) == b"[erased]"
    assert traces.clean_bytes(bytes(range(256))) == bytes(range(256))


def test_somebody_without_name_or_phone_erases_nothing_of_others(planter):
    from results.traces import Traces

    assert (
        Traces(planter.shopper("nameless")).clean("Anybody may say anything", words=True)
        == "Anybody may say anything"
    )


def test_a_person_is_erased_wherever_they_stand(record, planter, sam, traces):
    from results.erasure import erase_person
    from results.evidence import keep_evidence
    from results.models import Comment, Dispute, Review, Shopper

    spelled = "SAM  SANDVIK, (+47) 10 55 01 01, 10550101, Sam.Sandvik@SHOPPERS.example"
    session = traces["sam"]
    contact, attempt = session.contact, session.contact.attempts.get()
    other = planter.contact(shopper=Shopper.objects.get(label="siv"))
    Comment.objects.create(contact=other, author="sam", role="shopper", text=spelled)
    Review.objects.create(session=session, decision="approved", reviewer="eva", reason=spelled)
    Dispute.objects.create(
        contact=contact, organisation=contact.organisation, opened_by="ola", text="Sam Sandvik called"
    )
    attempt.error = "nobody at tel:+4710550101"
    attempt.save()
    gone = keep_evidence(attempt=attempt, name="gone.txt", content=b"not there any more")
    (record.state / "evidence" / gone.sha256[:2] / gone.sha256).unlink()
    erase_person(sam, actor="eva")
    after = everything(record).casefold()
    assert [word for word in ("sandvik", "10 55 01 01", "10550101") if word in after] == []
    assert "siv solberg" in after


def test_the_export_tells_what_the_person_did_and_every_contact(planter, sam):
    from results.audit import audit
    from results.models import Assignment
    from results.person import export_person

    contact = planter.contact()
    Assignment.objects.create(contact=contact, shopper=sam, state="declined")
    audit(actor="sam", action="assignment.declined", subject="contact:1")
    audit(actor="siv", action="assignment.declined", subject="contact:2")
    told = export_person(sam)
    assert told["contacts"] == [contact.key]
    assert [event["action"] for event in told["audit_events"]] == ["assignment.declined"]
