import datetime as dt
import threading
from pathlib import Path

import numpy as np
import pytest

from probes.event import Event, EventKind, Source
from probes.measurement import Measurement, Status
from probes.phone.sound.memory import Fingerprint
from probes.timeline import Timeline
from scenarios.campaign import Campaign
from scenarios.load_tree import load_tree
from scenarios.method import Method
from scenarios.organisation import Organisation

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def tree():
    return load_tree([LIBRARY / "campaigns" / "service-award-2026.yaml", LIBRARY / "organisations"])


def kept(tree):
    from results.keep_campaign import keep_campaign

    campaign = tree.all(Campaign)["service-award-2026"]
    organisations = list(tree.all(Organisation).values())[:6]
    return keep_campaign(campaign, method=tree.find(Method, campaign.method), organisations=organisations)


def test_a_campaign_is_kept_with_all_it_uses(record, tree):
    from results.keep_document import read_document
    from results.models import Document, Touchpoint

    campaign = kept(tree)
    assert read_document(campaign.document) == tree.all(Campaign)["service-award-2026"]
    assert (campaign.cap_touchpoint_day, campaign.cap_minutes) == (2, 20000)
    assert campaign.participants.count() == 6
    participant = campaign.participants.select_related("organisation", "document").first()
    document = tree.all(Organisation)[participant.organisation.slug]
    assert read_document(participant.document) == document
    slugs = Touchpoint.objects.filter(organisation=participant.organisation).values_list("slug", flat=True)
    assert sorted(slugs) == sorted(document.touchpoints)
    before = Document.objects.count()
    assert (kept(tree).pk, Document.objects.count()) == (campaign.pk, before)


def test_read_again_with_contacts_it_must_be_the_same(planter, tree, refused):
    from results.keep_campaign import keep_campaign
    from results.models import Touchpoint

    campaign = kept(tree)
    point = Touchpoint.objects.filter(organisation__participations__campaign=campaign).first()
    planter.contact(campaign, point)
    kept(tree)
    document = tree.all(Campaign)["service-award-2026"].model_copy(update={"seed": 1})
    with refused("frozen"):
        keep_campaign(document, method=tree.find(Method, document.method), organisations=[])


def test_read_again_unchanged_it_neither_locks_nor_writes(record, tree):
    """A campaign that is started again goes between workers that hold its touchpoints: it deadlocked once."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    kept(tree)
    with CaptureQueriesContext(connection) as queries:
        kept(tree)
    said = [each["sql"] for each in queries]
    assert [each for each in said if "FOR UPDATE" in each or "FOR NO KEY" in each] == []
    written = [
        each.partition(" WHERE")[0] for each in said if each.startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    # It finds none: touchpoints that the document no longer names.
    assert set(written) == {'UPDATE "results_touchpoint" SET "active" = false'}


def test_the_award_that_a_campaign_was_put_into_stays(record, tree):
    from results.models import Award

    campaign = kept(tree)
    campaign.award = Award.objects.create(slug="servicepris", name="Serviceprisen")
    campaign.save(update_fields=["award"])
    assert kept(tree).award_id == campaign.award_id


def test_a_touchpoint_no_longer_named_is_set_inactive(record, tree):
    from results.keep_organisation import keep_organisation
    from results.models import Touchpoint

    document = tree.all(Organisation)["fjordvik"]
    keep_organisation(document)
    first = next(iter(document.touchpoints))
    keep_organisation(document.model_copy(update={"touchpoints": {first: document.touchpoints[first]}}))
    assert list(Touchpoint.objects.filter(active=True).values_list("slug", flat=True)) == [first]
    assert Touchpoint.objects.count() == len(document.touchpoints)


def test_every_document_of_the_library_comes_back_the_same(record, tree):
    from results.keep_document import keep_document, read_document

    library = load_tree([LIBRARY])
    documents = [loaded.model for loaded in library.files if loaded.model is not None]
    assert {type(each).__name__ for each in documents} >= {"Enquiry", "Questionnaire", "Method"}
    assert [each for each in documents if read_document(keep_document(each)) != each] == []


def test_a_timeline_is_kept_whole_and_as_rows_and_never_replaced(planter):
    from results.keep_timeline import keep_timeline, newest_timeline

    attempt = planter.attempt()
    events = [
        Event(1500.25, EventKind.ANSWERED, Source.SIGNALLING, detail={"reason": "O\0K"}),
        Event(0.0, EventKind.DIALLED, Source.SIGNALLING, confidence=0.5, evidence="sip.txt"),
    ]
    timeline = Timeline("phone", NOW, touchpoint="fjordvik.switchboard", events=events)
    measured = [
        Measurement("answer_time", None, "s", Status.NOT_OBSERVED),
        Measurement("transfers", 0, "count"),
    ]
    first = keep_timeline(attempt=attempt, timeline=timeline, measurements=measured)
    rows = first.events.order_by("number").values_list(
        "offset_ms", "kind", "confidence", "evidence", "detail"
    )
    assert list(rows) == [
        (0.0, "dialled", 0.5, "sip.txt", {}),
        (1500.25, "answered", 1.0, "", {"reason": "O␀K"}),
    ]
    values = first.measurements.order_by("name").values_list("name", "value", "status")
    assert list(values) == [("answer_time", None, "not_observed"), ("transfers", 0.0, "observed")]
    timeline.events.append(Event(2000.0, EventKind.PERSON_ANSWERED, Source.ANALYSIS))
    second = keep_timeline(attempt=attempt, timeline=timeline, made_by="detector 2")
    assert (first.number, second.number) == (1, 2)
    assert [event.kind for event in newest_timeline(attempt)] == ["dialled", "answered", "person_answered"]


def test_what_a_shopper_timed_stands_beside_what_the_machine_did(planter):
    from django.db import DatabaseError, transaction

    from results.errors import NotRatable
    from results.fieldwork_frames import fieldwork_frames
    from results.keep_reported import keep_reported
    from results.keep_timeline import keep_timeline
    from results.models import ReportedFigure

    sam, siv, ola = (planter.shopper(name) for name in ("sam", "siv", "ola"))
    contact = planter.contact(shopper=sam, second_shopper=siv, mode="bridged")
    attempt = planter.move(planter.attempt(contact), "claimed", "contacting", "finished")
    measured = [Measurement("answer_time", 12.5, "s"), Measurement("transfers", 1, "count")]
    keep_timeline(attempt=attempt, timeline=Timeline("phone", NOW), measurements=measured)
    for shopper, name, value in (
        (sam, "answer_time", 30),
        (sam, "answer_time", 14),
        (siv, "answer_time", 99),
    ):
        keep_reported(attempt=attempt, shopper=shopper, name=name, value=value)
    frame = fieldwork_frames(contact.campaign, names=("answer_time", "transfers"))["measurements"]
    assert sorted(frame[["name", "value", "source"]].itertuples(index=False, name=None)) == [
        ("answer_time", 12.5, "machine"),
        ("answer_time", 14.0, "person"),
        ("transfers", 1.0, "reconciled"),
    ]
    with pytest.raises(NotRatable, match="ola is not the shopper"):
        keep_reported(attempt=attempt, shopper=ola, name="answer_time", value=1)
    with pytest.raises(NotRatable, match="cannot be below 0"):
        keep_reported(attempt=attempt, shopper=sam, name="answer_time", value=-1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReportedFigure.objects.update(value=1)


def test_known_recordings_are_shared_and_counted(record):
    from django.db import connections

    from results.fingerprints import RecordMemory

    rng = np.random.default_rng(1)
    bands = rng.normal(size=(50, 16)).astype(np.float32)
    memory = RecordMemory()
    gate = threading.Barrier(4)

    def learn():
        gate.wait()
        memory.learn("fjordvik.switchboard", Fingerprint("abc", bands))
        connections.close_all()

    threads = [threading.Thread(target=learn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [known] = memory.recall("fjordvik.switchboard")
    assert (known.id, known.heard) == ("abc", 4)
    assert np.array_equal(known.bands, bands)
    assert memory.recall("elvedal.switchboard") == ()


def test_what_waits_to_be_heard_again_goes_with_the_next_call(record):
    from results.fingerprints import RecordMemory

    memory = RecordMemory()
    bands = np.ones((50, 16), dtype=np.float32)
    memory.learn("fjordvik.switchboard", Fingerprint("waits", bands, heard=0), Fingerprint("notice", bands))
    memory.learn("elvedal.switchboard", Fingerprint("other", bands, heard=0))
    assert {one.id: one.heard for one in memory.recall("fjordvik.switchboard")} == {"notice": 1, "waits": 0}
    memory.learn("fjordvik.switchboard")
    assert {one.id: one.heard for one in memory.recall("fjordvik.switchboard")} == {"notice": 1}
    assert {one.id: one.heard for one in memory.recall("elvedal.switchboard")} == {"other": 0}
