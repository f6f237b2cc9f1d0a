import hashlib

import pytest

APPEND_ONLY = [
    "auditevent",
    "timelinedocument",
    "timelineevent",
    "measurement",
    "ratingevent",
    "review",
    "scorerun",
    "score",
    "rankingrun",
    "rankingrow",
    "exclusion",
]


@pytest.mark.parametrize("way", ["update", "delete", "truncate", "truncate through a parent", "erasing"])
def test_the_audit_trail_cannot_be_rewritten(record, refused, way):
    from django.db import connection

    from results.models import AuditEvent

    event = AuditEvent.objects.create(actor="eva", action="campaign.paused", subject="campaign:town-award")
    with refused("append_only"), connection.cursor() as cursor:
        if way == "erasing":
            cursor.execute("SET LOCAL svartid.erasing = 'on'")
        if way in ("update", "erasing"):
            AuditEvent.objects.filter(pk=event.pk).update(actor="mallory")
        elif way == "delete":
            event.delete()
        else:
            cursor.execute("TRUNCATE results_auditevent" + (" CASCADE" if "parent" in way else ""))
    assert AuditEvent.objects.get().actor == "eva"


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_every_append_only_table_refuses_truncate(record, refused, table):
    from django.db import connection

    with refused("append_only"), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE results_{table} CASCADE")


def test_a_document_is_its_hash(planter, refused):
    from results.models import Document

    document = planter.document("method", "kundeserviceprisen", wait=300)
    with refused("document_is_its_hash"):
        Document.objects.create(kind="method", slug="x", content_hash="0" * 64, canonical="{}", text="{}")
    with refused("document_text_is_its_content"):
        Document.objects.create(
            kind="method", slug="x", content_hash=hashlib.sha256(b"{}").hexdigest(), canonical="{}", text="[]"
        )
    with refused("frozen"):
        Document.objects.filter(pk=document.pk).update(canonical="{}")
    assert document.body == {"method": "kundeserviceprisen", "wait": 300}


def test_a_campaign_is_frozen_by_its_first_contact(planter, refused):
    campaign = planter.campaign()
    campaign.seed = 7
    campaign.save()
    planter.contact(campaign)
    campaign.method = planter.document("method", "kommunetest")
    with refused("frozen"):
        campaign.save()
    campaign.refresh_from_db()
    campaign.cap_touchpoint_day = 99
    with refused("frozen"):
        campaign.save()


def test_an_organisation_as_used_is_frozen_by_its_first_contact(planter, refused):
    from results.models import Participant

    contact = planter.contact()
    organisation = contact.organisation
    participant = Participant.objects.create(
        campaign=contact.campaign,
        organisation=organisation,
        klass=organisation.klass,
        document=planter.document("organisation", organisation.slug),
    )
    participant.document = planter.document("organisation", organisation.slug, name="Another")
    with refused("frozen"):
        participant.save()
    with refused("frozen"):
        participant.delete()


def test_a_campaign_begins_paused(planter):
    campaign = planter.campaign()
    assert (campaign.control.state, campaign.use.seconds) == ("paused", 0.0)


def test_a_value_is_missing_exactly_if_it_was_not_observed(planter, refused):
    from results.models import Measurement, TimelineDocument

    attempt = planter.attempt()
    timeline = TimelineDocument.objects.create(attempt=attempt, version=1, document={})
    fields = {"attempt": attempt, "timeline": timeline, "name": "answer_time", "unit": "s"}
    with refused("measurement_null_iff_unseen"):
        Measurement.objects.create(**fields, value=0.0, status="not_observed")
    with refused("measurement_null_iff_unseen"):
        Measurement.objects.create(**fields, value=None, status="observed")
    Measurement.objects.create(**fields, value=None, status="not_observed")


def test_sound_needs_an_agreement_a_seal_and_an_end(planter, refused):
    from results.models import Evidence

    with refused("evidence_sound_agreed"):
        Evidence.objects.create(
            attempt=planter.attempt(),
            name="sound.wav",
            kind="sound",
            media_type="audio/wav",
            sha256="0" * 64,
            size=1,
        )
