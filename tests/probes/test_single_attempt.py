import datetime as dt

import pytest
import typer

from probes.errors import BadSettings, EngineLost, NotAllowed
from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.single_attempt import (
    ask_first,
    check_web_address,
    end_command,
    error_of,
    evidence_folder,
    is_on_this_machine,
)
from probes.timeline import Timeline

LEADS_NOWHERE = (
    "https://www.fjordvik.example/kontakt leads nowhere from here – start the practice town:"
    " svartid sandbox up"
)


def ended(outcome, *events):
    timeline = Timeline(channel="phone", started_at=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
    timeline.events = [Event(1.0, kind, Source.CALLER, detail=detail) for kind, detail in events]
    timeline.outcome = outcome
    return timeline


@pytest.mark.parametrize(
    ("timeline", "error", "words"),
    [
        (ended(Outcome.ANSWERED_BY_PERSON), None, ""),
        (ended(Outcome.NO_ANSWER), None, ""),
        (
            ended(Outcome.ERROR, (EventKind.REFUSED, {"reason": "112 is never dialled"})),
            NotAllowed,
            "112 is never dialled",
        ),
        (
            ended(Outcome.BLOCKED, (EventKind.REFUSED, {"reason": "another host"})),
            NotAllowed,
            "another host",
        ),
        # A transfer to a forbidden number was refused, and the talk went on: the attempt was made.
        (ended(Outcome.ANSWERED_BY_PERSON, (EventKind.REFUSED, {"reason": "premium"})), None, ""),
        (ended(Outcome.BLOCKED, (EventKind.CAPTCHA_MET, {"kind": "x"})), None, ""),
        (ended(Outcome.LOST, (EventKind.ENGINE_LOST, {"reason": "exit -11"})), EngineLost, "exit -11"),
        (ended(Outcome.LOST), EngineLost, "what ran the attempt was lost"),
        (ended(Outcome.ERROR), BadSettings, "it failed"),
        (
            ended(Outcome.ERROR, (EventKind.NOTE, {"note": "error", "reason": "no Chromium", "error": "X"})),
            BadSettings,
            "no Chromium",
        ),
        (
            ended(Outcome.ERROR, (EventKind.NOTE, {"note": "error", "error": "KeyError"})),
            BadSettings,
            "it failed (KeyError)",
        ),
    ],
)
def test_a_command_ends_as_its_attempt_ended(timeline, error, words):
    found = error_of(timeline, failed="it failed")
    assert (None if found is None else type(found), str(found or "")) == (error, words)


def test_what_was_interrupted_ends_with_130(capsys):
    with pytest.raises(typer.Exit) as caught:
        end_command(ended(Outcome.CANCELLED), interrupted="interrupted, hung up", failed="")
    assert caught.value.exit_code == 130
    assert capsys.readouterr().err == "svartid: interrupted, hung up\n"


def test_nobody_is_disturbed_without_being_asked_for():
    with pytest.raises(BadSettings) as caught:
        ask_first("+47 10 55 10 00", kind="line", deed="call", question="This calls somebody.")
    assert str(caught.value) == ("+47 10 55 10 00 is a real line – add --yes to call it without being asked")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nourl", "'nourl' is no web address – write it like https://www.fjordvik.example/kontakt"),
        ("ftp://a.no/x", "'ftp://a.no/x' is no web address – write it like https://www.fjordvik.example/kontakt"),
        ("http://[::1", "'http://[::1' is no web address – write it like https://www.fjordvik.example/kontakt"),
        (
            "https://www.fjordvik.example/kontakt",
            LEADS_NOWHERE,
        ),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_there_is_told(url, said):
    with pytest.raises(BadSettings) as caught:
        check_web_address(url)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8000/a", True),
        ("http://localhost/", True),
        ("http://[::1]:80/", True),
        ("http://127.0.0.1.house.no/", False),
        ("https://localhost@house.no/", False),
    ],
)
def test_only_loopback_is_this_machine(url, here):
    check_web_address(url)
    assert is_on_this_machine(url) is here


def test_a_folder_that_cannot_be_written_to_is_told_before_anything(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSettings, match=r"--out: .*file/out cannot be written to \(Not a directory\)"):
        evidence_folder(tmp_path / "file" / "out").__enter__()
    with evidence_folder(tmp_path / "new" / "out") as folder:
        assert list(folder.iterdir()) == []
    with evidence_folder(None) as passing:
        assert passing.is_dir()
    assert not passing.exists()
