"""A letter as an evaluator reads it: its words and nothing else, and why it belongs to nobody."""

import datetime as dt

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


def _sent(planter, *, token, **known):
    """An attempt by mail whose letters are known by these words."""
    from results.models import Correspondence

    mailbox = planter.touchpoint(slug="mailbox", channel="email")
    attempt = planter.attempt(planter.contact(touchpoint=mailbox))
    attempt = planter.move(attempt, "claimed", "contacting", "awaiting")
    address = f"svar+{token}@maaling.example"
    Correspondence.objects.create(attempt=attempt, token=token, mailbox="town", address=address, **known)
    return attempt


def _keep(*headers, words="Hei!", kind="text/plain"):
    from probes.email.letter import read_letter
    from probes.email.mailbox import Fetched
    from probes.email.sorting.sort_letter import sort_letter
    from results.letters import keep_letter
    from results.models import Letter

    head = "\r\n".join((*headers, f"Content-Type: {kind}; charset=utf-8"))
    content = f"From: Kari <kari@post.fjordvik.example>\r\n{head}\r\n\r\n{words}\r\n".encode()
    read = read_letter(content)
    return keep_letter(
        mailbox="town",
        folder="INBOX",
        fetched=Fetched(7, Letter.objects.count() + 1, NOW, len(content), content),
        letter=read,
        decision=sort_letter(letter=read),
        attempt=None,
        matched_by=None,
    )


def _known(*headers, **more):
    from results.queries.letter_story import letter_story

    return {clue.name: clue.known.value for clue in letter_story(_keep(*headers, **more)).clues}


def test_each_clue_says_how_many_it_leads_to(planter):
    _sent(planter, token="aaaaaaaaaaaa", message_id="a@maaling.example", case_numbers=["2026/1001"])
    _sent(planter, token="bbbbbbbbbbbb", message_id="b@maaling.example", case_numbers=["2026/1001"])
    assert _known() == {"address": "nothing", "thread": "nothing", "case": "nothing"}
    assert _known("To: post@maaling.example", "In-Reply-To: <x@y.example>", "Subject: Sak 2026/2002") == {
        "address": "nobody", "thread": "nobody", "case": "nobody",
    }  # fmt: skip
    both = "svar+aaaaaaaaaaaa@maaling.example, svar+bbbbbbbbbbbb@maaling.example"
    assert _known(f"To: {both}", "In-Reply-To: <a@maaling.example>", "Subject: Sak 2026/1001") == {
        "address": "several", "thread": "one", "case": "several",
    }  # fmt: skip


def test_only_words_are_shown(planter):
    from results.queries.letter_story import letter_story

    words = "<p>Fristen er 1. mars.</p><script>alert(1)</script><img src='https://t.example/x.gif' width=1>"
    story = letter_story(_keep("Subject: x", words=words, kind="text/html"))
    assert (story.text, story.cut) == ("Fristen er 1. mars.", False)
    assert (story.read.html_only, story.read.remote_references) == (True, 1)
    long = letter_story(_keep(words="Et ord. " * 4000))
    assert (len(long.text), long.cut) == (20_000, True)


def test_contacts_of_the_senders_house_are_offered(planter):
    from results.models import Attempt
    from results.queries.letter_story import likely_attempts

    first = _sent(planter, token="aaaaaaaaaaaa")
    letter = _keep("To: post@maaling.example")
    assert [each.pk for each in likely_attempts(letter, among=Attempt.objects.all())] == [first.pk]
    assert likely_attempts(letter, among=Attempt.objects.none()) == []
    letter.sender = "kari@annen.example"
    assert likely_attempts(letter, among=Attempt.objects.all()) == []
    letter.sender = "ingen"
    assert likely_attempts(letter, among=Attempt.objects.all()) == []
