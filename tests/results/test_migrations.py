"""Migrations run forward on a database of the first schema with data in it.

`tests/data/record/0001.sql` was written once (README.md beside it) and is never written again.
"""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from probes.event import Event, EventKind, Source
from probes.measurement import Measurement
from probes.phone.sound.memory import Fingerprint
from probes.timeline import Timeline

FROZEN = Path(__file__).parents[1] / "data" / "record" / "0001.sql"
NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


def fill(planter) -> None:
    """Put something into every table of the record."""
    from results import models
    from results.audit import audit
    from results.evidence import keep_evidence
    from results.fingerprints import RecordMemory
    from results.keep_reported import keep_reported
    from results.keep_timeline import keep_timeline

    award = models.Award.objects.create(slug="kundeserviceprisen", name="Kundeserviceprisen")
    campaign = planter.campaign(award=award, cap_organisation_day=4, cap_minutes=1000)
    sam, siv = planter.shopper("sam", name="Sam Sandvik"), planter.shopper("siv")
    point = planter.touchpoint()
    klass = point.organisation.klass
    models.ConflictOfInterest.objects.create(shopper=siv, organisation=planter.organisation("elvedal"))
    models.Participant.objects.create(
        campaign=campaign, organisation=point.organisation, klass=klass, document=point.organisation.document
    )
    models.RecordingAgreement.objects.create(
        touchpoint=point, agreed_on=dt.date(2026, 3, 1), document="agreement.pdf", keep_days=90
    )
    contact = planter.contact(campaign, point, shopper=sam, second_shopper=siv)
    attempt = planter.move(planter.attempt(contact), "claimed", "contacting", "finished")
    contact.state, contact.outcome, contact.done_at = "done", "answered_by_person", NOW
    contact.save()
    planter.attempt(planter.contact(campaign, point))
    events = [
        Event(0, EventKind.DIALLED, Source.SIGNALLING),
        Event(900, EventKind.ANSWERED, Source.SIGNALLING),
    ]
    measured = [Measurement("answer_time", 12.5, "s")]
    keep_timeline(attempt=attempt, timeline=Timeline("phone", NOW, events=events), measurements=measured)
    keep_reported(attempt=attempt, shopper=sam, name="answer_time", value=13)
    keep_evidence(attempt=attempt, name="sip.txt", content=b"INVITE", at=NOW)
    RecordMemory().learn("fjordvik.switchboard", Fingerprint("abc", np.ones((3, 16), dtype=np.float32)))
    models.Correspondence.objects.create(
        attempt=attempt, token="k3v9x2m4", mailbox="town", address="svar+k3v9x2m4@maaling.example"
    )
    models.Mailbox.objects.create(name="town", uid_validity=7, last_uid=1)
    letter = models.Letter.objects.create(
        mailbox="town", uid_validity=7, uid=1, received_at=NOW, size=9, sha256="0" * 64, kind="other"
    )
    models.LetterDecision.objects.create(letter=letter, kind="other")
    models.Assignment.objects.create(contact=contact, shopper=sam, state="done")
    session = models.RatingSession.objects.create(
        contact=contact,
        shopper=sam,
        questionnaire=campaign.questionnaire,
        language="nb",
        state="submitted",
        opened_at=NOW,
        submitted_at=NOW,
    )
    models.RatingAnswer.objects.create(session=session, item="welcome", option=1, answered_at=NOW)
    models.RatingEvent.objects.create(session=session, at=NOW, kind="submitted")
    models.Review.objects.create(session=session, decision="approved", reviewer="eva")
    models.Dispute.objects.create(
        contact=contact, organisation=point.organisation, opened_by="otto", text="We did answer."
    )
    said = models.Comment.objects.create(contact=contact, attempt=attempt, offset_ms=900, author="otto",
                                         role="organisation", text="Well said.")  # fmt: skip
    models.Calibration.objects.create(campaign=campaign, contact=contact, released_by="account:1")
    models.QuizSitting.objects.create(
        campaign=campaign,
        shopper=sam,
        asked=[],
        questions=4,
        pass_mark=0.8,
        right=4,
        passed=True,
        answered_at=NOW,
    )
    run = models.ScoreRun.objects.create(
        campaign=campaign, method=campaign.method, code_version="0.1.0", inputs_hash="0" * 64
    )
    models.ShopperSeverity.objects.create(
        run=run, shopper=sam, source="calibration", effect=-1.5, contacts=1, raters=4
    )
    models.Score.objects.create(
        run=run, level="organisation", organisation=point.organisation, value=86.4, n=1
    )
    ranking = models.RankingRun.objects.create(
        score_run=run, method=campaign.method, code_version="0.1.0", inputs_hash="1" * 64
    )
    models.RankingRow.objects.create(
        run=ranking, among="all", organisation=point.organisation, value=86.4, rank=1, best=1, worst=2
    )
    models.RatingCorrection.objects.create(
        session=session, item="welcome", option=0, reason="Heard again.", author="account:1"
    )
    models.Exclusion.objects.create(contact=contact, excluded=True, reason="Cut.", author="account:1")
    eva = models.Account.objects.create(email="eva@svartid.example", name="Eva")
    models.Role.objects.create(account=eva, role="evaluator")
    models.Invitation.objects.create(
        email="sam@svartid.example",
        role="shopper",
        shopper=sam,
        token_hash="0" * 64,
        invited_by=eva.label,
        expires_at=NOW,
    )
    hour = models.ListeningHour.objects.create(
        organisation=point.organisation, title="November", starts_at=NOW, made_by="account:1"
    )
    models.ListeningMoment.objects.create(
        hour=hour,
        contact=contact,
        attempt=attempt,
        offset_ms=900,
        comment=said,
        place=1,
        added_by="account:1",
    )
    models.ListeningSeat.objects.create(hour=hour, account=eva)
    models.Mention.objects.create(comment=said, account=eva)
    models.Action.objects.create(
        organisation=point.organisation, text="One more at the desk.", owner=eva, due_on=NOW.date(),
        made_by="account:1",
    )  # fmt: skip
    jury = models.Jury.objects.create(
        campaign=campaign, run=ranking, votes_from=NOW, votes_until=NOW + dt.timedelta(days=1),
        opened_by="eva",
    )  # fmt: skip
    models.JuryConflict.objects.create(jury=jury, account=eva, organisation=point.organisation)
    other = models.OrganisationClass.objects.create(slug="another-class")
    models.Ballot.objects.create(jury=jury, klass=other, account=eva, places=[1])
    decision = models.JuryDecision.objects.create(
        jury=jury, klass=point.organisation.klass, winners=[1], words="Best.", made_by=eva
    )
    models.JurySignature.objects.create(decision=decision, account=eva)
    models.OwnTarget.objects.create(
        organisation=point.organisation, first_contact=0.7, changed_by="account:1"
    )
    models.PracticePhone.objects.create(
        organisation=point.organisation, account=eva, address="sip:eva@127.0.0.1"
    )
    models.Publication.objects.create(
        campaign=campaign, run=ranking, document="{}", digest=hashlib.sha256(b"{}").hexdigest(),
        published_at=NOW, published_by="eva",
    )  # fmt: skip
    role = models.Role.objects.get(account=eva)
    token = models.AccessToken.objects.create(
        role=role, name="wall", scopes=["status"], token_hash="1" * 64, hint="abcd", made_by=eva.label,
        expires_at=NOW + dt.timedelta(days=9999),
    )  # fmt: skip
    models.SentOnce.objects.create(token=token, key="6f2d8a52-0000-4000-8000-000000000001", fingerprint="2")
    notice = models.Notice.objects.create(campaign=campaign, kind="released", due_at=NOW)
    models.NoticeSent.objects.create(notice=notice, account=eva)
    models.NoticeStop.objects.create(account=eva, kind="released")
    audit(actor="eva", action="campaign.kept", subject=f"campaign:{campaign.slug}")


def tables(connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'results\\_%%' ORDER BY 1"
    ).fetchall()
    return {
        name.removeprefix("results_"): connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for (name,) in names
    }


def test_every_table_can_be_filled(planter, record):
    fill(planter)
    with record.connect() as connection:
        # What is not logged shows what goes on just now, and here all is over; nor does a rating wait.
        unlogged = connection.execute(
            "SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'"
            " AND relname LIKE 'results%'"
        ).fetchall()
        passing = {"practicecall", "trial", "waiting"}
        passing |= {name.removeprefix("results_") for (name,) in unlogged}
        assert {name for name, count in tables(connection).items() if count == 0} == passing


@pytest.fixture
def first_schema(record_server):
    """An empty database with the frozen first schema and its data, in Django's hands for the test."""
    import psycopg
    from django.db import connections

    with record_server.connection() as connection:
        connection.execute("CREATE DATABASE first_schema")
    address = replace(record_server.address, name="first_schema")
    with psycopg.connect(**address.to_libpq(), autocommit=True) as connection:
        connection.execute(FROZEN.read_text(encoding="utf-8"))
    connections.close_all()
    connections.settings["default"].update(address.to_django())
    yield address
    connections.close_all()
    with record_server.connection() as connection:
        connection.execute("DROP DATABASE first_schema WITH (FORCE)")


def test_a_database_of_the_first_schema_comes_forward_with_its_data(record, first_schema):
    import psycopg

    from results.models import Attempt, Score
    from results.refusal import refused_by
    from results.setup import migrate_record, pending_migrations

    with psycopg.connect(**first_schema.to_libpq()) as connection:
        before = tables(connection)
    assert min(before.values()) > 0
    migrate_record()
    assert pending_migrations() is False
    with psycopg.connect(**first_schema.to_libpq()) as connection:
        after = tables(connection)
        assert {name: after.get(name) for name in before} == before
        with pytest.raises(psycopg.errors.RestrictViolation) as caught:
            connection.execute("DELETE FROM results_auditevent")
        assert refused_by(caught.value) == "append_only"
    finished = Attempt.objects.get(state="finished")
    assert (finished.outcome, finished.contact.shopper.name) == ("answered_by_person", "Sam Sandvik")
    assert Score.objects.get().value == 86.4
