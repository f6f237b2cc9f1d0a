"""What the commands say: help, words for what is wrong, exit codes, JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from probes.registry import channels

SVARTID = str(Path(sys.executable).with_name("svartid"))
COMMANDS = ("run", "worker", "status", "pause", "resume", "stop")


def svartid(record, *words):
    return subprocess.run(
        [SVARTID, *words], env=record.environment, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_an_example_and_its_exit_codes(name):
    from typer.testing import CliRunner

    from dashboards.command.main import assemble

    told = CliRunner().invoke(assemble([name]), [name, "--help"], env={"COLUMNS": "200"}).output
    assert f"svartid {name}" in told
    assert "Example: " in told
    assert "Exit codes: 0" in told


def test_pause_resume_and_stop_are_told_once_and_stand_in_the_audit_trail(store, record):
    from results.models import AuditEvent

    store()
    for name, state in (("pause", "paused"), ("stop", "stopped"), ("resume", "running")):
        ended = svartid(record, name, "quick-demo", "--reason", "a test", "--json")
        assert (ended.returncode, ended.stderr) == (0, "")
        assert json.loads(ended.stdout) == {"campaign": "quick-demo", "state": state, "changed": True}
    again = svartid(record, "resume", "quick-demo")
    assert again.stdout == "quick-demo was running already.\n"
    told = AuditEvent.objects.filter(detail={"reason": "a test"}).order_by("pk")
    actions = ["campaign.paused", "campaign.stopped", "campaign.resumed"]
    assert list(told.values_list("action", flat=True)) == actions


def test_what_somebody_stopped_is_not_begun_again_by_run(store, quick_files, record):
    from benchmark.fieldwork.control import begin_campaign, set_state
    from results.models import CampaignControl

    campaign = store()
    CampaignControl.objects.update(state="paused", changed_by="")
    assert begin_campaign(campaign=campaign, actor="eva") == "running"
    set_state(campaign=campaign, state="stopped", actor="eva", reason="wrong number")
    files = quick_files()
    ended = svartid(record, "run", str(files.path), str(files.path.parent / "own"), "--now")
    assert ended.returncode == 1
    assert ended.stderr == (
        "quick-demo was stopped by eva: wrong number – `svartid resume quick-demo` lets it go on\n"
    )
    assert CampaignControl.objects.get().state == "stopped"


def test_an_alert_is_an_exit_code(store, record):
    from django.utils import timezone

    from results.models import Touchpoint

    store(organisations=2, contacts=3)
    Touchpoint.objects.filter(organisation__slug="bygd01").update(
        paused=True, paused_at=timezone.now(), paused_reason="3 technical failures in a row"
    )
    ended = svartid(record, "status", "--alert")
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "quick-demo: bygd01.switchboard is paused (3 technical failures in a row)",
        "quick-demo: it runs, and no worker lives",
    ]
    assert svartid(record, "status").returncode == 0


def test_a_host_whose_clock_is_wrong_does_not_work(record, monkeypatch):
    import time

    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.errors import ClockDiffers
    from benchmark.fieldwork.register import register_worker
    from results.models import Worker

    clock = time.time
    monkeypatch.setattr("benchmark.fieldwork.register.time.time", lambda: clock() + 75)
    with pytest.raises(ClockDiffers, match="this host's clock is 75 s ahead of the database's"):
        register_worker(label="oslo-1", capabilities=Capabilities())
    monkeypatch.setattr("benchmark.fieldwork.register.time.time", lambda: clock() - 4)
    assert register_worker(label="oslo-1", capabilities=Capabilities()) == Worker.objects.get().pk


def test_status_counts_a_campaign(store, record):
    store(organisations=2, contacts=3)
    ended = svartid(record, "status", "quick-demo", "--json")
    found = json.loads(ended.stdout)
    assert found["workers"] == []
    assert found["live"] == []
    campaign = found["campaigns"][0]
    assert campaign.pop("next_due_at").startswith("2026-12-")
    assert campaign == {
        "campaign": "quick-demo",
        "state": "running",
        "demo": True,
        "contacts": 6,
        "planned": 6,
        "running": 0,
        "done": 0,
        "endings": {},
        "attempts": {"planned": 6},
        "minutes": 0.0,
        "paused_touchpoints": {},
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("stop", "nowhere"), "svartid: there is no campaign 'nowhere' in the record (it has none yet)\n"),
        (
            ("worker", "--channel", "pigeon"),
            f"svartid: nobody can serve pigeon here (installed: {', '.join(channels())}) – name another\n",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(record, words, told):
    ended = svartid(record, *words)
    assert (ended.returncode, ended.stderr) == (3, told)


def test_a_label_that_lives_is_refused(record):
    from django.utils import timezone

    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.errors import WorkerRuns
    from benchmark.fieldwork.register import register_worker, sign_off
    from results.models import Worker

    first = register_worker(label="oslo-1", capabilities=Capabilities())
    Worker.objects.update(process=os.getppid(), heartbeat_at=timezone.now())
    with pytest.raises(WorkerRuns, match="a worker oslo-1 runs already on"):
        register_worker(label="oslo-1", capabilities=Capabilities())
    Worker.objects.update(process=os.getpid())
    sign_off(first)
    assert Worker.objects.get().stopped_at is not None
    assert register_worker(label="oslo-1", capabilities=Capabilities()) == first


def test_what_is_due_is_told_once_a_touchpoint(store, record):
    import datetime as dt

    from benchmark.fieldwork.delivery import find_due
    from results.models import Attempt

    store(organisations=3, contacts=4)
    due = find_due(now=dt.datetime.now(dt.UTC))
    assert {queue for _, queue in due} == {"phone.nb.automatic"}
    points = Attempt.objects.filter(pk__in=[attempt for attempt, _ in due]).values_list(
        "touchpoint", flat=True
    )
    assert (len(due), len(set(points))) == (3, 3)


def test_a_worker_serves_what_its_machine_can_and_says_what_the_others_lack(record, monkeypatch):
    from benchmark.fieldwork import own_channels
    from benchmark.fieldwork.errors import NothingToServe

    monkeypatch.setattr(own_channels, "chromium_path", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(own_channels, "load_accounts", lambda: ())
    monkeypatch.setattr(own_channels, "find_spec", lambda _: None)
    monkeypatch.setattr(own_channels, "channels", lambda: ("chat", "email", "phone", "web_form"))
    no_mail = "there is no mail account (SVARTID_MAIL names their file)"
    assert own_channels.own_channels() == {
        "chat": "",
        "email": no_mail,
        "phone": "pjsua2 is not installed",
        "web_form": no_mail,
    }
    assert own_channels.served_channels() == ("chat",)
    assert own_channels.served_channels(needed=("chat", "email")) == ("chat",)
    with pytest.raises(NothingToServe, match=r"nothing can be served here \(email: there is no mail account"):
        own_channels.served_channels(needed=("email",))
    monkeypatch.setattr(own_channels, "load_accounts", lambda: ("an account",))
    assert own_channels.served_channels() == ("chat", "email", "web_form")


def test_run_serves_the_channels_that_its_campaign_needs(store):
    from benchmark.fieldwork.control import campaign_channels
    from results.models import Contact

    campaign = store(organisations=2, contacts=2)
    assert campaign_channels(campaign) == ("phone",)
    Contact.objects.filter(campaign=campaign).update(mode="manual")
    assert campaign_channels(campaign) == ()
