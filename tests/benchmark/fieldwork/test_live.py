"""What goes on just now: phases from events, in the record for every host, shown by `svartid status`."""

import json

import pytest

from probes.event import Event, EventKind, Source


def _phases(*kinds, **detail):
    from benchmark.fieldwork.phase import BEGUN, next_phase

    found, phase = [], BEGUN
    for kind in kinds:
        phase = next_phase(phase, Event(0, kind, Source.SIGNALLING, detail=detail))
        found.append(phase)
    return found


def test_a_call_with_menu_queue_and_person():
    k = EventKind
    kinds = (
        k.DIALLED, k.RINGING, k.ANSWERED, k.SPEECH_STARTED, k.KEYS_SENT, k.MUSIC_STARTED,
        k.PERSON_ANSWERED, k.SPEECH_ENDED, k.MUSIC_STARTED, k.SPEECH_STARTED, k.HUNG_UP, k.SPEECH_STARTED,
    )  # fmt: skip
    assert _phases(*kinds) == [
        "dialling", "ringing", "waiting", "waiting", "menu", "waiting",
        "talking", "talking", "on_hold", "talking", "over", "over",
    ]  # fmt: skip


def test_a_form_a_letter_and_a_chat():
    k = EventKind
    form = (k.PAGE_OPENED, k.FORM_READY, k.FIELD_FILLED, k.SUBMITTING, k.CONFIRMED)
    assert _phases(*form) == ["opening", "filling", "filling", "sending", "over"]
    assert _phases(k.SENT) == ["over"]
    chat = (k.CHAT_LAUNCHED, k.CHAT_READY, k.CHAT_TURN, k.PERSON_ASKED_FOR, k.PERSON_JOINED, k.CHAT_CLOSED)
    assert _phases(*chat) == ["opening", "menu", "menu", "waiting", "talking", "over"]


def test_every_phase_has_a_word():
    from benchmark.fieldwork import phase

    entered = {*phase._ENTERS.values(), *phase._WITH_PERSON.values(), phase.BEGUN}
    assert entered == set(phase.PHASES)


def test_who_was_no_person_is_waited_for_again():
    from benchmark.fieldwork.phase import next_phase
    from probes.phone.bridge import NO_PERSON

    def note(words):
        return Event(0, EventKind.NOTE, Source.CALLER, detail={"note": words})

    assert next_phase("talking", note(NO_PERSON)) == "waiting"
    assert next_phase("talking", note("something else")) == "talking"


@pytest.fixture
def claimed(store, planter):
    """An attempt in a worker's hands: (campaign, worker's row, claim)."""
    import datetime as dt

    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt

    campaign = store(organisations=1, contacts=2)
    worker = planter.worker("oslo-1")
    claim = claim_attempt(worker=worker.pk, capabilities=Capabilities(), now=dt.datetime.now(dt.UTC))
    return campaign, worker, claim


def test_the_phase_of_an_attempt_is_seen_while_it_is_in_contact(claimed):
    from dataclasses import replace

    from benchmark.fieldwork.live import live_attempts, tell_phase
    from benchmark.fieldwork.moves import begin_contact
    from results.models import Attempt

    campaign, _, claim = claimed
    assert tell_phase(claim, phase="dialling", age_s=0) is False
    assert live_attempts() == []
    assert begin_contact(claim)
    assert [each.phase for each in live_attempts()] == ["begun"]
    assert tell_phase(replace(claim, token=claim.token - 1), phase="talking", age_s=0) is False
    assert tell_phase(claim, phase="waiting", age_s=7) is True
    found = live_attempts(campaign=campaign.pk)[0]
    assert (found.campaign, found.organisation, found.worker) == ("quick-demo", "bygd00", "oslo-1")
    assert (found.phase, found.number, found.channel) == ("waiting", 1, "phone")
    assert 7 <= found.phase_s < 10
    assert found.total_s < 5
    assert live_attempts(campaign=campaign.pk + 1) == []
    Attempt.objects.filter(pk=claim.attempt).update(state="cancelled", outcome="cancelled")
    assert live_attempts() == []
    assert tell_phase(claim, phase="over", age_s=0) is False


def test_a_swept_attempt_is_seen_no_more(claimed):
    from django.db import connection

    from benchmark.fieldwork.moves import begin_contact
    from benchmark.fieldwork.sweep import sweep_attempts

    assert begin_contact(claimed[2], lease_s=-1)
    assert sweep_attempts(actor="oslo-2", grace_s=0).lost == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM results_live")
        assert cursor.fetchone() == (0,)


def test_following_writes_a_line_for_each_change(claimed, capsys):
    from rich.console import Console

    from benchmark.fieldwork.follow import follow
    from benchmark.fieldwork.live import tell_phase
    from benchmark.fieldwork.moves import begin_contact
    from benchmark.fieldwork.status import status_document

    campaign, _, claim = claimed
    steps = iter(
        [
            lambda: None,
            lambda: None,  # nothing new: nothing is written
            lambda: begin_contact(claim),
            lambda: tell_phase(claim, phase="waiting", age_s=0),
        ]
    )

    def look():
        next(steps)()
        return status_document(campaign)

    follow(look, console=Console(force_terminal=False), as_json=True, looks=4)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [[each["phase"] for each in line["live"]] for line in lines] == [[], ["begun"], ["waiting"]]


def test_a_terminal_sees_contacts_phases_and_what_is_wrong(claimed):
    import io

    from django.utils import timezone
    from rich.console import Console

    from benchmark.fieldwork.follow import _picture
    from benchmark.fieldwork.live import tell_phase
    from benchmark.fieldwork.moves import begin_contact
    from benchmark.fieldwork.status import needs_somebody, status_document
    from results.models import Touchpoint

    campaign, _, claim = claimed
    assert begin_contact(claim)
    assert tell_phase(claim, phase="on_hold", age_s=3)
    Touchpoint.objects.update(
        paused=True, paused_at=timezone.now(), paused_reason="3 technical failures in a row"
    )
    document = status_document(campaign)
    console = Console(file=io.StringIO(), width=120)
    console.print(_picture(document))
    said = console.file.getvalue()
    assert "quick-demo  running  0 of 2" in said
    assert "paused: bygd00.switchboard – 3 technical failures in a row" in said
    assert "on hold  3 s" in said
    assert "oslo-1" in said
    assert needs_somebody(document) == [
        "quick-demo: bygd00.switchboard is paused (3 technical failures in a row)",
        "quick-demo: it runs, and no worker lives",
    ]


def test_a_worker_that_died_long_ago_is_told_no_longer(claimed):
    import datetime as dt

    from django.utils import timezone

    from benchmark.fieldwork.moves import give_back
    from benchmark.fieldwork.status import worker_statuses
    from results.models import Worker

    _, worker, claim = claimed

    def told(hours):
        Worker.objects.filter(pk=worker.pk).update(heartbeat_at=timezone.now() - dt.timedelta(hours=hours))
        return [(each.label, each.alive, each.carries) for each in worker_statuses()]

    assert told(0) == [("oslo-1", True, 1)]
    assert told(48) == [("oslo-1", False, 1)]
    assert give_back(claim)
    assert told(23) == [("oslo-1", False, 0)]
    assert told(25) == []
