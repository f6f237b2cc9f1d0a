"""Why a campaign cannot be scored or ranked: a word for pages, a sentence for the terminal."""

import datetime as dt

import pytest

from benchmark.editions.errors import NotScorable


def refused(campaign):
    from benchmark.editions.score_and_rank import score_and_rank

    with pytest.raises(NotScorable) as caught:
        score_and_rank(campaign=campaign, actor="account:1")
    return caught.value.word, str(caught.value)


def test_what_is_missing_has_a_word_and_a_sentence(planter):
    assert refused(planter.campaign(questionnaire=None, method=_kept("method", "small-award"))) == (
        "questionnaire", "town-award has no questionnaire – name one with --questionnaire"
    )  # fmt: skip
    old = planter.campaign("old", method=planter.document("method", "of-long-ago"))
    word, words = refused(old)
    assert word == "document"
    assert words.startswith("method of-long-ago: kept by an older Svartid and not readable by this one (")


def test_what_cannot_be_scored_or_ranked_has_the_word_of_its_kind(planter):
    campaign = planter.campaign(
        method=_kept("method", "small-award"), questionnaire=_kept("questionnaire", "short")
    )
    assert refused(campaign) == (
        "fieldwork", "organisations: there is none – add a row for each organisation that takes part"
    )  # fmt: skip
    from results.models import Participant

    one = planter.organisation()
    method = _kept("method", "first-contact")
    without = planter.campaign(
        "without-a-total", method=method, questionnaire=_kept("questionnaire", "short")
    )
    Participant.objects.create(campaign=without, organisation=one, klass=one.klass, document=one.document)
    planter.contact(
        without, state="done", outcome="no_answer", done_at=dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
    )
    assert refused(without) == ("scores", "no contact has a score, so there is nothing to rank")


def _kept(kind, name):
    """A document of the library as a campaign keeps it."""
    from results.keep_document import keep_document
    from scenarios.library_path import library_file
    from scenarios.load import load

    return keep_document(load(library_file(kind=kind, name=name)))
