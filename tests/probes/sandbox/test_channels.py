"""Each organisation of the town has every channel, and answers letters with what it knows."""

import asyncio
import json

import pytest

from probes.directory import Directory
from probes.email.letter import read_letter
from probes.email.sorting.kind import LetterKind
from probes.email.sorting.sort_letter import sort_letter
from probes.sandbox.catalogue import ORGANISATIONS, centre_names
from probes.sandbox.channels import town_channels
from probes.sandbox.mail.answer_book import ENQUIRIES, Asked, KnownFact, answer_book
from probes.sandbox.mail.answers import Received, write_answer
from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.post_office import running_post
from probes.sandbox.mail.town_mail import town_habits
from probes.sandbox.truth import Happening, read_truth
from probes.sandbox.web.town_sites import site_catalogue
from scenarios.load import load_enquiry, load_organisation


@pytest.fixture(scope="module")
def organisations():
    return {name: load_organisation(ORGANISATIONS / f"{name}.yaml") for name in centre_names()}


def test_every_organisation_has_a_form_a_chat_and_a_mailbox():
    channels = town_channels(Directory())
    assert list(channels) == centre_names()
    for name, each in channels.items():
        assert [one.channel for one in each] == ["web_form", "chat", "email"]
        assert [one.address for one in each if ".example" not in one.address] == []
        assert [one.channel for one in each if not one.summary] == [], name


def test_every_behaviour_of_written_channels_lives_in_the_town():
    habits = list(town_habits().values())
    assert {each.bounces for each in habits} == {"never", "at once", "later"}
    assert {each.case_number for each in habits} == {"none", "sak", "ticket"}
    silent = MailHabit()
    assert any(each.bounces == "never" and each.answers is each.acknowledges is each.away for each in habits)
    assert any(each.acknowledges and each.answers is silent.answers for each in habits)
    assert any(each.answers and each.leaves_out for each in habits)
    assert any(each.away and each.answers for each in habits)
    forms = [site.behaviour.form for site in site_catalogue().values()]
    assert {each.fault for each in forms} == {
        "none", "server_error", "silent", "refuses", "missing", "away", "away_on_send",
    }  # fmt: skip
    assert {each.captcha for each in forms} == {"none", "before", "after"}
    assert {each.entry for each in forms} == {"form", "link", "dead_link"}
    assert {len(each.pages) > 1 for each in forms} == {True, False}
    assert any(each.takes.low >= 2 for each in forms)
    chats = [site.chat for site in site_catalogue().values()]
    assert {(bool(each.robot), bool(each.person)) for each in chats} == {
        (True, True), (False, True), (True, False),
    }  # fmt: skip
    assert {each.queue.shown if each.queue else "" for each in chats} == {"", "notice", "badge", "none"}
    assert {each.person.hands_over for each in chats if each.person} == {0, 1}
    assert {each.on_duty for each in chats} == {True, False}


def test_what_the_library_asks_is_known_by_whom_it_asks(organisations):
    for organisation in organisations.values():
        book = answer_book(organisation)
        assert set(book.facts) == set(organisation.answers)
        for name in organisation.answers:
            script = load_enquiry(ENQUIRIES / f"{name}.yaml").email
            for language in script.message.languages:
                asked = book.asked(f"Noe annet først.\n{script.message.say(language)}\nHilsen Siv")
                assert asked.enquiry == name
                assert {fact.id: fact.answer for fact in asked.facts} == organisation.answers[name]
        assert book.asked("Når åpner biblioteket på lørdag?") == Asked()


def test_an_answer_is_taken_for_a_persons_whatever_was_asked(organisations):
    taken = []
    for organisation in organisations.values():
        habit = MailHabit(language=organisation.spoken[0], clerk="Kari Holm")
        for name, facts in answer_book(organisation).facts.items():
            script = load_enquiry(ENQUIRIES / f"{name}.yaml").email
            question = script.message.say(habit.language)
            received = Received("1@maaling.example", "svar@maaling.example", "Spørsmål", "post@x.example")
            told, again = ((facts, False), (facts[:1], False), (facts[1:], True))[len(taken) % 3]
            written = write_answer("person", received, habit=habit, message_id="a", again=again, facts=told)
            kind = sort_letter(letter=read_letter(written), enquiry=question).kind
            taken.append((organisation.organisation, name, len(told), kind))
    assert [each for each in taken if each[3] is not LetterKind.PERSON] == []


def test_what_was_left_out_is_told_by_the_next_letter(organisations, tmp_path):
    habit = MailHabit(answers=town_habits()["post@elvedal.example"].answers, leaves_out=1.0)
    habit = MailHabit(answers=habit.answers, answers_again=habit.answers, leaves_out=1.0)
    book = answer_book(organisations["fjordvik"])
    question = load_enquiry(ENQUIRIES / "parking-permit.yaml").email.message.say("nb")
    address = "postmottak@fjordvik.example"

    async def ask():
        async with running_post({address: habit}, truth=tmp_path, pace=1e6, books={address: book}) as office:
            office.take_form(
                address, email="svar@maaling.example", subject="", number=None, visit="1", text=question
            )
            for _ in range(100):
                sent = read_truth(tmp_path / f"{address}.jsonl")
                if sum(each.event is Happening.LETTER_SENT for each in sent) == 2:
                    return sent
                await asyncio.sleep(0.05)
        raise AssertionError(json.dumps(sent, default=str))

    _, first, second = asyncio.run(ask())
    assert (first.detail["enquiry"], first.detail["told"]) == ("parking-permit", ["who-can-get"])
    assert first.detail["left_out"] == second.detail["told"] == ["price", "visitors"]
    assert book.facts["parking-permit"][1] == KnownFact(
        "price", "Hva koster det i måneden, omtrent?", "250 kroner i måneden."
    )
