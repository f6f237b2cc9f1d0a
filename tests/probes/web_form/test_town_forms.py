"""The web form's probe against the town's sites: each behaviour, and what truly happened."""

import zipfile

import pytest

from probes.attempt import run_attempt
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.sandbox.behaviour import seconds
from probes.sandbox.truth import Happening
from probes.sandbox.web.site_behaviour import FormBehaviour
from probes.web_form.measure import measure_form
from probes.web_form.probe import WebFormProbe

pytestmark = pytest.mark.timeout(400)
"""The first test to ask sends all forms of the table."""

STEPS = FormBehaviour(
    pages=(("topic",), ("name", "email", "phone"), ("subject", "message")),
    topics=("Barnehage", "Byggesak", "Annet"),
    required=("topic", "name", "email", "message"),
)
WRONG = {
    "dead link": (
        FormBehaviour(entry="dead_link"), Outcome.UNREACHABLE, EventKind.DEAD_END, {"what": "broken_link"},
    ),
    "silent": (
        FormBehaviour(fault="silent"), Outcome.FORM_REJECTED, EventKind.DEAD_END,
        {"what": "nothing_happened"},
    ),
    "captcha": (
        FormBehaviour(captcha="before"), Outcome.BLOCKED, EventKind.CAPTCHA_MET, {"kind": "recaptcha"},
    ),
    "captcha after sending": (
        FormBehaviour(captcha="after"), Outcome.BLOCKED, EventKind.CAPTCHA_MET, {"kind": "recaptcha"},
    ),
    "refused": (
        FormBehaviour(fault="refuses", refusal="Fødselsnummer mangler."), Outcome.FORM_REJECTED,
        EventKind.FORM_REFUSED, {"messages": ["Fødselsnummer mangler."]},
    ),
    "server error": (
        FormBehaviour(fault="server_error"), Outcome.FORM_REJECTED, EventKind.FORM_REFUSED,
        {"messages": [], "status": 500},
    ),
}  # fmt: skip
SPOKEN = FormBehaviour(
    pages=(("name", "phone", "email"), ("subject", "message")), cookies="wall", case_number=True
)
FORMS: dict[str, tuple[FormBehaviour, dict]] = {
    "consent": (
        FormBehaviour(consent="Jeg godtar at opplysningene lagres", case_number=True, cookies="bar"),
        {"point": {"confirmation": "Takk for henvendelsen"}},
    ),
    "plain": (FormBehaviour(), {}),
    "placeholder": (FormBehaviour(labelled="placeholder"), {}),
    "sv": (SPOKEN, {"language": "sv"}),
    "fi": (SPOKEN, {"language": "fi"}),
    "steps": (STEPS, {"point": {"choose": {"Hva gjelder det?": "Barnehage"}}}),
    "frame": (
        FormBehaviour(
            framed=True, pages=(("email", "message", "file"),), required=("email", "message", "file")
        ),
        {},
    ),
    "link": (FormBehaviour(entry="link"), {}),
    "missing": (FormBehaviour(fault="missing"), {}),
    "address": (
        FormBehaviour(pages=(("address", "email", "message"),), required=("address", "email", "message")),
        {},
    ),
    "away": (FormBehaviour(fault="away"), {}),
    "away_on_send": (FormBehaviour(fault="away_on_send"), {}),
    "evidence": (
        FormBehaviour(labelled="beside", case_number=True), {"axe": True, "pictures": True, "trace": True},
    ),
    "trace": (FormBehaviour(fault="refuses"), {"trace": True}),
    "step back": (
        FormBehaviour(pages=(("address",), ("email", "message")), required=("address", "email")), {},
    ),
} | {name: (form, {}) for name, (form, *_) in WRONG.items()}  # fmt: skip
NOT_SENT = {Happening.FORM_RECEIVED, Happening.FORM_REFUSED, Happening.FORM_LOST}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(scope="module")
def sent(house, folder):
    """Every form of the table, sent once: timeline, truth, and what strangers saw."""
    return house.attempts(FORMS, folder)


def filled(timeline):
    return [event.detail["field"] for event in timeline.all(EventKind.FIELD_FILLED)]


def received(truth):
    return [event for event in truth if event.event is Happening.FORM_RECEIVED]


def test_a_plain_form_is_filled_in_sent_once_and_confirmed(sent):
    timeline, truth, _ = sent["consent"]
    assert timeline.outcome is Outcome.NO_REPLY  # handed over to the mailbox
    assert filled(timeline) == ["name", "email", "message", "box"]
    assert timeline.first(EventKind.COOKIES_ANSWERED).detail == {"rule": "necessary"}
    (one,) = received(truth)
    assert one.detail["email"] == "kim+abc123@maaling.example"
    assert one.detail["fields"] == ["consent", "email", "message", "name", "website"]
    confirmed = timeline.first(EventKind.CONFIRMED)
    assert confirmed.detail == {"by": "touchpoint", "case_number": one.detail["number"]}
    assert timeline.first(EventKind.AWAITING_REPLY).detail["case_number"] == one.detail["number"]


def test_the_trap_for_machines_is_left_alone(sent):
    timeline, truth, _ = sent["plain"]
    assert filled(timeline) == ["name", "email", "message"]
    assert len(received(truth)) == 1


# What differs in words only is left to `make proof`; the words themselves are tested without a browser.
LONG = pytest.mark.proof


@pytest.mark.parametrize("name", ["placeholder", "evidence"])
def test_fields_are_known_however_the_page_labels_them(sent, name):
    timeline, truth, _ = sent[name]
    assert filled(timeline) == ["name", "email", "message"]
    assert len(received(truth)) == 1


@LONG
@pytest.mark.parametrize("labelled", ["wrap", "aria"])
def test_fields_are_known_by_labels_around_them_and_for_readers_of_screens(attempt, labelled):
    timeline, truth, _ = attempt(FormBehaviour(labelled=labelled))
    assert filled(timeline) == ["name", "email", "message"]
    assert len(received(truth)) == 1


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_fields_buttons_and_thanks_are_known_in_another_language(sent, language):
    timeline, truth, _ = sent[language]
    assert filled(timeline) == ["name", "phone", "email", "subject", "message"]
    (one,) = received(truth)
    assert timeline.first(EventKind.CONFIRMED).detail == {"by": "words", "case_number": one.detail["number"]}


@LONG
@pytest.mark.parametrize("language", ["nn", "da", "en"])
def test_fields_buttons_and_thanks_are_known_in_every_language(attempt, language):
    timeline, truth, _ = attempt(SPOKEN, language=language)
    assert filled(timeline) == ["name", "phone", "email", "subject", "message"]
    (one,) = received(truth)
    assert timeline.first(EventKind.CONFIRMED).detail == {"by": "words", "case_number": one.detail["number"]}


def test_a_form_in_steps_is_walked_to_its_end(sent):
    timeline, truth, _ = sent["steps"]
    assert filled(timeline) == ["choice", "name", "email", "phone", "subject", "message"]
    assert [event.detail["page"] for event in timeline.all(EventKind.STEP_DONE)] == [1, 2]
    assert len(received(truth)) == 1
    found = measure_form(timeline)
    assert (found["form_pages"].value, found["form_fields"].value, found["required_fields"].value) == (
        3,
        6,
        4,
    )


def test_a_form_in_a_frame_takes_a_file(sent):
    timeline, truth, _ = sent["frame"]
    assert filled(timeline) == ["email", "message", "file"]
    assert len(received(truth)) == 1


def test_a_slow_page_and_a_form_built_by_a_script_are_waited_for(attempt):
    form = FormBehaviour(takes=seconds(0.6), built_after=seconds(0.7), works=seconds(0.5))
    timeline, truth, _ = attempt(form)
    assert len(received(truth)) == 1
    found = measure_form(timeline)
    assert 1.3 <= found["form_ready_time"].value < 4
    assert 0.5 <= found["confirm_time"].value < 4


def test_a_link_to_the_form_is_followed(sent):
    timeline, truth, _ = sent["link"]
    assert len(received(truth)) == 1
    assert measure_form(timeline)["links_followed"].value == 1


@pytest.mark.parametrize("name", WRONG)
def test_what_goes_wrong_is_told_apart(sent, name):
    timeline, truth, _ = sent[name]
    _, outcome, kind, detail = WRONG[name]
    assert timeline.outcome is outcome
    assert timeline.first(kind).detail == detail
    assert received(truth) == []


def test_a_missing_page_is_unreachable(sent):
    timeline, _, _ = sent["missing"]
    assert timeline.outcome is Outcome.UNREACHABLE
    assert timeline.first(EventKind.PAGE_FAILED).detail["status"] == 404


def test_a_required_field_that_nobody_can_fill_in_is_a_refusal_with_the_pages_words(sent):
    timeline, truth, _ = sent["address"]
    assert timeline.outcome is Outcome.FORM_REJECTED
    assert "Feltet må fylles ut: Adresse" in timeline.first(EventKind.FORM_REFUSED).detail["messages"]
    assert received(truth) == []


@pytest.mark.parametrize("fault", ["away", "away_on_send"])
def test_another_host_never_gets_a_byte(sent, fault):
    timeline, truth, strangers = sent[fault]
    # What may have reached the organisation itself is not tried again.
    assert timeline.outcome is (Outcome.ERROR if fault == "away" else Outcome.BLOCKED)
    assert "not among the touchpoint's hosts" in timeline.first(EventKind.REFUSED).detail["reason"]
    assert strangers == []
    assert received(truth) == []
    sending = timeline.first(EventKind.SUBMITTING)
    assert (sending is not None) == (fault == "away_on_send")


def test_the_moment_before_the_button_is_told_first(sent):
    timeline, _, _ = sent["plain"]
    sending, sent = timeline.first(EventKind.SUBMITTING), timeline.first(EventKind.SUBMITTED)
    assert sending.source is Source.CALLER
    assert sending.offset_ms <= sent.offset_ms
    assert sent.source is Source.PAGE


def test_evidence_holds_pictures_findings_and_the_confirmation_without_personal_data(sent, folder):
    timeline, _, _ = sent["evidence"]
    kept = {path.name for path in (folder / "evidence").iterdir()}
    assert kept == {"timeline.json", "accessibility.json", "form.png", "answer.png", "confirmation.txt"}
    words = (folder / "evidence" / "confirmation.txt").read_text(encoding="utf-8")
    assert "Takk for henvendelsen" in words
    assert "Saksnummeret ditt er" in words
    assert "kim+abc123" not in words
    assert timeline.first(EventKind.ACCESSIBILITY).detail["rules"] == ["label"]


def test_a_trace_is_kept_of_a_failure_and_holds_no_personal_data(sent, folder):
    assert sent["trace"][0].outcome is Outcome.FORM_REJECTED
    with zipfile.ZipFile(folder / "trace" / "trace.zip") as trace:
        content = b"".join(trace.read(name) for name in trace.namelist())
    assert b"Melding" in content
    for personal in (b"kim+abc123", b"kim%2Babc123", b"Siv Nordbotn", b"10 55 00 01"):
        assert personal not in content


def test_thanks_in_unknown_words_count_with_less_confidence(attempt, monkeypatch):
    monkeypatch.setattr("probes.web_form.send_form._GONE_S", 1.0)
    timeline, truth, _ = attempt(FormBehaviour(confirmation="Alt i orden."), answer_s=10.0)
    assert len(received(truth)) == 1
    confirmed = timeline.first(EventKind.CONFIRMED)
    assert (confirmed.detail, confirmed.confidence) == ({"by": "page"}, 0.6)
    assert timeline.outcome is Outcome.NO_REPLY


@pytest.mark.parametrize(
    ("kind", "outcome"), [(EventKind.SUBMITTING, Outcome.LOST), (EventKind.PAGE_OPENED, Outcome.ERROR)]
)
def test_a_browser_that_goes_away_after_sending_leaves_it_lost(house, tmp_path, kind, outcome):
    async def go():
        form = FormBehaviour(works=seconds(5), built_after=seconds(0 if outcome is Outcome.LOST else 3))
        async with house.site(form) as (address, _):
            request = house.request_for(f"{address}/kontakt", tmp_path / "evidence", answer_s=20.0)
            before = set(house.browser.contexts)

            def watch(event, stored):
                if event.kind is kind:
                    (mine,) = set(house.browser.contexts) - before
                    later_s = 0.4 if kind is EventKind.SUBMITTING else 0.0
                    house.loop.call_later(later_s, house.loop.create_task, mine.close())

            return await run_attempt(WebFormProbe(house.browser), request, channel="web_form", watcher=watch)

    timeline = house.run(go())
    assert timeline.outcome is outcome
    assert not (outcome is Outcome.LOST and timeline.outcome.may_retry)


def test_a_step_that_comes_back_is_a_refusal_and_not_tried_again(sent):
    timeline, truth, _ = sent["step back"]
    assert timeline.outcome is Outcome.FORM_REJECTED
    assert "Feltet må fylles ut: Adresse" in timeline.first(EventKind.FORM_REFUSED).detail["messages"]
    assert timeline.first(EventKind.SUBMITTING) is None
    assert [event.event for event in truth].count(Happening.FORM_REFUSED) == 1
