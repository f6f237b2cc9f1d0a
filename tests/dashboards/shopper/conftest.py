"""Contacts that a shopper has made and not rated, each for one journey."""

import json

import pytest

_GIVE = """
import json
from results.models import Contact, RatingSession, Shopper
sam = Shopper.objects.get(label="sam")
taken = Contact.objects.filter(calibration__isnull=False).values("pk")
mine = Contact.objects.filter(campaign__slug="town-award", outcome="answered_by_person", channel="phone",
    second_shopper=None).exclude(pk__in=taken).exclude(pk=%d).exclude(shopper__label="siv").order_by("-pk")
given = []
for contact in mine[:9]:
    RatingSession.objects.filter(contact=contact).update(state="withdrawn", submitted_at=None)
    Contact.objects.filter(pk=contact.pk).update(shopper=sam)
    given.append(contact.pk)
print(json.dumps(given))
"""


@pytest.fixture(scope="session")
def unrated(site):
    """Return a function that hands out contacts of Sam's that wait to be rated."""
    given = json.loads(site.run(_GIVE % site.told["sams_rated"]).splitlines()[-1])
    return given.pop


@pytest.fixture
def stands(site):
    """Return a function that tells what the record holds of Sam's rating of a contact."""

    def told(contact: int) -> dict:
        code = f"""
import json
from results.models import RatingSession
session = RatingSession.objects.exclude(state="withdrawn").get(contact={contact}, shopper__label="sam")
print(json.dumps({{
    "state": session.state,
    "answers": {{each.item: [each.option, each.number, each.comment] for each in session.answers.all()}},
    "trail": [[each.kind, each.item] for each in session.events.order_by("pk")],
}}))
"""
        return json.loads(site.run(code).splitlines()[-1])

    return told
