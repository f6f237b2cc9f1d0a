"""A rating of a contact of Sam's, by the library's short questionnaire."""

import datetime as dt

import pytest

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)


@pytest.fixture
def rated(record, planter):
    """An open rating; `rated.contact` is over and was answered by a person."""
    from results.keep_document import keep_document
    from results.rating.open_rating import open_rating
    from scenarios.library_path import library_file
    from scenarios.load import load_questionnaire

    kept = keep_document(load_questionnaire(library_file(kind="questionnaire", name="short")))
    sam = planter.shopper("sam")
    contact = planter.contact(planter.campaign(questionnaire=kept), shopper=sam)
    type(contact).objects.filter(pk=contact.pk).update(
        state="done", outcome="answered_by_person", done_at=NOW
    )
    contact.refresh_from_db()
    return open_rating(contact=contact, shopper=sam.pk, language="nb", now=NOW, role="first")
