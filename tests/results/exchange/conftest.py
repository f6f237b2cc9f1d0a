import datetime as dt
from typing import Any

import pytest

NOW = dt.datetime(2026, 12, 1, 9, 0, 0, 123456, tzinfo=dt.UTC)
NASTY = "=cmd|' /C calc'!A0 \\ \"quoted\", æøå\nsecond line\t🎧"


@pytest.fixture
def full(record, planter) -> Any:
    """A record with rows in every table, with whatever is hard to write down."""
    from probes.event import Event, EventKind, Source
    from probes.measurement import Measurement, Status
    from probes.timeline import Timeline
    from results import models
    from results.audit import audit
    from results.keep_reported import keep_reported
    from results.keep_timeline import keep_timeline

    award = models.Award.objects.create(slug="prize", name="Prize")
    campaign = planter.campaign(award=award, title={"nb": "Pris", "en": NASTY})
    sam = planter.shopper(
        "sam",
        name="Sam Sandvik",
        email="sam.sandvik@shoppers.example",
        phone="+4710550101",
        phone_verified_at=NOW,
        pools=['a,"b', "c\\d", ""],
        most=7,
    )
    planter.shopper("bystander", name="Bo Bystander")
    planter.campaign("other-award")
    point = planter.touchpoint()
    planter.touchpoint(planter.organisation("elvedal", klass="bank"), "mailbox", "email")
    organisation = point.organisation
    agreement = models.RecordingAgreement.objects.create(
        touchpoint=point, agreed_on=NOW.date(), document="a.pdf", keep_days=90
    )
    models.Participant.objects.create(
        campaign=campaign,
        organisation=organisation,
        klass=organisation.klass,
        document=planter.document("organisation", organisation.slug),
    )
    models.ConflictOfInterest.objects.create(shopper=sam, organisation=organisation, reason="a cousin")
    contact = planter.contact(campaign, point, shopper=sam, mode="bridged")
    planter.contact(campaign, point, due_at=NOW)
    attempt = planter.move(planter.attempt(contact), "claimed", "contacting", "finished")
    planter.attempt(contact, 2)
    models.Assignment.objects.create(contact=contact, shopper=sam)
    words = "I am sam  SANDVIK, call +47 10 55 01 01 or Sam.Sandvik@shoppers.example"
    events = [
        Event(0.1 + 0.2, EventKind.DIALLED, Source.SIGNALLING),
        Event(1500.25, EventKind.SHOPPER_RINGING, Source.SIGNALLING, detail={"to": "tel:+4710550101"}),
    ]
    keep_timeline(
        attempt=attempt,
        timeline=Timeline("phone", NOW, events=events),
        measurements=[
            Measurement("answer_time", None, "s", Status.NOT_OBSERVED),
            Measurement("transfers", 0, "count"),
        ],
    )
    keep_reported(attempt=attempt, shopper=sam, name="answer_time", value=41.5)
    models.Evidence.objects.create(
        attempt=attempt, name="sound.wav", kind="sound", media_type="audio/wav", sha256="0" * 64, size=1,
        encrypted=True, agreement=agreement, purge_at=NOW,
    )  # fmt: skip
    models.Correspondence.objects.create(
        attempt=attempt, token="k3v9x2m4", mailbox="town", address="svar+k3v9x2m4@maaling.example"
    )
    models.Mailbox.objects.create(name="town", uid_validity=7, last_uid=2, looked_at=NOW)
    fields = {"mailbox": "town", "uid_validity": 7, "received_at": NOW, "size": 9, "kind": "person"}
    letter = models.Letter.objects.create(
        uid=1, sha256="1" * 64, sender="kari@fjordvik.example", subject=words, **fields
    )
    models.LetterDecision.objects.create(
        letter=letter, attempt=attempt, matched_by="address", kind="person", signs=['a,"b'], reason=words
    )
    # Lies in the tray: nobody's, and so in no campaign's package.
    stray = models.Letter.objects.create(uid=2, sha256="2" * 64, subject="about other-award", **fields)
    models.LetterDecision.objects.create(letter=stray, kind="other")
    models.KnownRecording.objects.create(
        touchpoint="fjordvik.switchboard", fingerprint="abc", bands=bytes(range(256)), frames=1
    )
    session = models.RatingSession.objects.create(
        contact=contact,
        shopper=sam,
        questionnaire=planter.document("questionnaire", "short"),
        language="nb",
        opened_at=NOW,
    )
    models.RatingAnswer.objects.create(session=session, item="a", option=0, comment=NASTY, answered_at=NOW)
    models.RatingAnswer.objects.create(session=session, item="b", words=words, answered_at=NOW)
    models.RatingEvent.objects.create(
        session=session, at=NOW, kind="answered", item="b", after={"words": words}
    )
    models.RatingEvent.objects.create(session=session, at=NOW, kind="seen", item="-1", after=None)
    models.RatingCorrection.objects.create(
        session=session, item="b", words=words, reason=NASTY, author="account:1"
    )
    models.Review.objects.create(session=session, decision="approved", reviewer="eva", reason=words)
    models.Exclusion.objects.create(contact=contact, excluded=True, reason=NASTY, author="account:1")
    models.Dispute.objects.create(contact=contact, organisation=organisation, opened_by="ola", text=NASTY)
    comment = {"attempt": attempt, "offset_ms": 1.5, "author": "sam", "role": "shopper", "text": words}
    models.Comment.objects.create(contact=contact, **comment)
    run = models.ScoreRun.objects.create(
        campaign=campaign,
        method=campaign.method,
        code_version="1",
        inputs_hash="0" * 64,
        summary={"a": [1.0, None]},
    )
    models.ShopperSeverity.objects.create(
        run=run, shopper=sam, source="calibration", effect=1.5, contacts=1, raters=4
    )
    models.Calibration.objects.create(campaign=campaign, contact=contact, released_by="eva")
    models.QuizSitting.objects.create(
        campaign=campaign, shopper=sam, asked=[{"q": NASTY}], questions=1, pass_mark=0.8
    )
    models.Score.objects.create(run=run, level="contact", contact=contact, value=100 / 3, n=1)
    models.Score.objects.create(run=run, level="organisation", organisation=organisation, status="too_few")
    ranking = models.RankingRun.objects.create(
        score_run=run, method=campaign.method, code_version="1", inputs_hash="0" * 64
    )
    models.RankingRow.objects.create(
        run=ranking, among="all", organisation=organisation, value=86.4, rank=1, labels=["winner"]
    )
    audit(actor="eva", action="campaign.paused", subject="campaign:town-award", detail={"a": "b"})
    audit(actor="eva", action="campaign.paused", subject="campaign:other-award")
    return campaign


@pytest.fixture
def dump(record) -> Any:
    """Gives every table of a package as text, row by row, and where each sequence stands."""
    from results.exchange.package_tables import package_tables

    def dumped() -> dict[str, list[str]]:
        tables = {model._meta.db_table: model._meta.pk.column for model in package_tables()}
        with record.connect() as connection:
            return {
                name: [row[0] for row in connection.execute(f"SELECT t::text FROM {name} t ORDER BY {key}")]
                for name, key in tables.items()
            }

    return dumped


@pytest.fixture
def empty(record_server) -> Any:
    """Points Django to a fresh empty record, where a package can come in; the `record` fixture cleans up."""
    from dataclasses import replace

    from django.conf import settings
    from django.db import connections

    name = f"empty_{NOW.microsecond}_{record_server.made}"
    with record_server.connection() as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE svartid_template")

    def turn() -> Any:
        address = replace(record_server.address, name=name)
        connections.close_all()
        settings.SVARTID_EMBEDDED = False
        connections.settings["default"].update(address.to_django())
        return address

    yield turn
    connections.close_all()
    with record_server.connection() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
