from pathlib import Path

import pytest

QUESTIONNAIRE = """
questionnaire: own
version: 1
title: {en: Own}
source: project's choice
scales:
  degree:
    options:
      - {answer: {nb: Ja, en: "Yes"}, worth: 100}
      - {answer: {nb: Nei, en: "No"}, worth: 0}
  grade: {numbers: {from: 1, to: 5}, lowest: {en: Bad}, highest: {en: Good}}
  free: {words: 20}
areas:
  - area: all
    title: {en: All}
    items:
      - {item: friendly, ask: {en: Friendly?}, scale: degree, comment: required when worst}
      - {item: helpful, ask: {en: Helpful?}, scale: degree, not_applicable: true, comment: optional}
      - {item: grade, ask: {en: Grade?}, scale: grade, comment: required when worst}
      - {item: queue, ask: {en: Queue?}, scale: degree, measured: answer_time}
      - {item: chatty, ask: {en: Chatty?}, scale: degree, channels: [chat]}
      - {item: said, ask: {en: Said?}, scale: free}
"""
HEAD = "contact;shopper;item;answer;comment\n"


@pytest.fixture
def contact(planter, tmp_path):
    """A contact that was made, of a campaign with a questionnaire; sam rates it first and siv second."""
    from django.utils import timezone

    from results.keep_document import keep_document
    from scenarios.load import load_questionnaire

    path = Path(tmp_path / "own.yaml")
    path.write_text(QUESTIONNAIRE, encoding="utf-8")
    campaign = planter.campaign(questionnaire=keep_document(load_questionnaire(path)))
    planter.shopper("ola")
    return planter.contact(
        campaign,
        key="k1",
        shopper=planter.shopper("sam"),
        second_shopper=planter.shopper("siv"),
        state="done",
        outcome="answered_by_person",
        done_at=timezone.now(),
    )


def written(tmp_path, content):
    path = tmp_path / "ratings.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_ratings_come_in_with_their_trail(contact, tmp_path):
    from results.errors import BadUpload
    from results.exchange.ratings import import_ratings
    from results.models import RatingAnswer, RatingEvent, RatingSession

    content = HEAD + (
        "k1;sam;friendly;ja;\nk1;sam;helpful;N/A;\nk1;sam;grade;4,0;\nk1;sam;said;Hello;\n"
        "k1;siv;friendly;No;cold;\nk1;siv;helpful;Yes;warm\nk1;siv;grade;1;bad\n"
    ).replace("cold;", "cold")
    done = import_ratings(written(tmp_path, content), dry_run=True)
    assert (done.new, RatingSession.objects.count()) == (2, 0)
    assert import_ratings(written(tmp_path, content)).new == 2
    sessions = RatingSession.objects.order_by("pk").values_list("shopper__label", "role", "origin", "state")
    assert list(sessions) == [
        ("sam", "first", "import", "submitted"),
        ("siv", "second", "import", "submitted"),
    ]
    answers = RatingAnswer.objects.order_by("pk").values_list(
        "item", "option", "number", "words", "not_applicable"
    )
    assert list(answers) == [
        ("friendly", 0, None, "", False),
        ("helpful", None, None, "", True),
        ("grade", None, 4, "", False),
        ("said", None, None, "Hello", False),
        ("friendly", 1, None, "", False),
        ("helpful", 0, None, "", False),
        ("grade", None, 1, "", False),
    ]
    trail = (
        RatingEvent.objects.filter(session__shopper__label="siv").order_by("pk").values_list("kind", "after")
    )
    assert list(trail) == [
        ("opened", None),
        ("answered", {"option": 1, "comment": "cold"}),
        ("answered", {"option": 0, "comment": "warm"}),
        ("answered", {"number": 1, "comment": "bad"}),
        ("submitted", None),
    ]
    with pytest.raises(BadUpload, match="sam has rated k1 already"):
        import_ratings(written(tmp_path, content))


def test_mistakes_of_ratings(contact, planter, tmp_path):
    from results.errors import BadUpload
    from results.exchange.ratings import import_ratings
    from results.models import RatingSession

    planter.contact(contact.campaign, key="k2", shopper=contact.shopper)
    content = HEAD + (
        "k9;sam;friendly;ja;\n"
        "k1;eve;friendly;ja;\n"
        "k1;sam;smell;ja;\n"
        "k1;sam;friendly;perhaps;\n"
        "k1;sam;helpful;0;\n"
        "k1;siv;friendly;N/A;\n"
        "k1;siv;friendly;nei;\n"
        "k1;siv;grade;6;\n"
        "k1;siv;chatty;ja;\n"
        "k1;siv;queue;ja;fast\n"
        "k1;siv;said;more than twenty letters;\n"
        "k1;ola;grade;5;\n"
        "k1;ola;grade;4;\n"
        "k2;sam;grade;5;\n"
    )
    path = written(tmp_path, content)
    with pytest.raises(BadUpload) as caught:
        import_ratings(path)
    assert [line.removeprefix(str(path)) for line in str(caught.value).splitlines()] == [
        ":2: contact: the campaign has no contact 'k9'",
        ":3: shopper: the record has no shopper 'eve'",
        ":4: item: the questionnaire has no item 'smell'",
        ":5: answer: 'perhaps' is no answer to friendly – write one of: Yes / No",
        ":6: answer: '0' is no answer to helpful – write one of: Yes / No",
        ":7: answer: friendly always applies – give an answer",
        ":8: comment: friendly needs a comment with its worst answer – write it",
        ":9: answer: '6' is no answer to grade – write a whole number, 1 to 5",
        ":10: item: chatty is not asked about phone – leave the row out",
        ":11: comment: queue takes no comment – leave it empty",
        ":12: answer: said takes 20 letters, here are 24 – shorten it",
        ":13: shopper: ola is not the shopper of k1",
        ":14: item: grade is answered twice by ola for k1",
        ":15: contact: k2 was not made (planned)",
    ]
    path = written(tmp_path, HEAD + "k1;sam;grade;5;\n")
    with pytest.raises(BadUpload, match="sam's rating of k1 lacks friendly, helpful – add it"):
        import_ratings(path)
    assert RatingSession.objects.count() == 0
    assert import_ratings(path, incomplete=True).new == 1


def test_figures_that_a_shopper_took_stand_beside_the_machines(contact, planter, tmp_path):
    from results.errors import BadUpload
    from results.exchange.ratings import import_ratings
    from results.models import Measurement, ReportedFigure

    second = planter.contact(
        contact.campaign, key="k2", shopper=contact.shopper, second_shopper=contact.second_shopper
    )
    attempt = planter.move(planter.attempt(second), "claimed", "contacting", "finished")
    second.state, second.outcome, second.done_at = "done", "answered_by_person", contact.done_at
    second.save()
    content = HEAD + (
        "k2;sam;friendly;ja\nk2;sam;helpful;ja\nk2;sam;grade;4\nk2;sam;answer-time;41,5\nk2;siv;transfers;2\n"
    )
    import_ratings(written(tmp_path, content))
    told = ReportedFigure.objects.order_by("pk").values_list(
        "attempt", "shopper__label", "name", "value", "unit"
    )
    assert list(told) == [
        (attempt.pk, "sam", "answer_time", 41.5, "s"),
        (attempt.pk, "siv", "transfers", 2.0, "count"),
    ]
    assert Measurement.objects.count() == 0
    wrong = (
        "k1;siv;transfers;1,5\nk1;ola;hold-time;3\nk1;siv;ring-time;-1\n"
        "k1;siv;hold-time;3\nk1;siv;hold-time;4\n"
    )
    with pytest.raises(BadUpload) as caught:
        import_ratings(written(tmp_path, HEAD + wrong))
    assert [line.split(": ", 1)[1] for line in str(caught.value).splitlines() if "ratings.csv:" in line] == [
        "answer: transfers is a whole number from 0 (found 1.5)",
        "shopper: ola is not the shopper of k1",
        "answer: ring-time is seconds from 0 (found -1)",
        "item: hold-time is told twice by siv for k1",
    ]
