"""Logs hold nothing of a person, with data in them that could leak."""

import json
import logging

import pytest

from results.logs.json_lines import JsonLines, masked

SECRETS = (
    "Kari", "Nordbotn", "kari.nordbotn@nord.example", "10 55 10 07", "4710551007", "10551007", "203.0.113.9",
    "2001:db8::7", "010190 12345",
)  # fmt: skip
"""What must not be seen; numbers of the series that are given to nobody."""
SAYINGS = [
    "the letter of kari.nordbotn@nord.example could not be sent",
    "call to +47 10 55 10 07 ended (sip:+4710551007@203.0.113.9)",
    "asked by Kari Nordbotn from 2001:db8::7",
    "DETAIL: Key (email)=(kari.nordbotn@nord.example) exists, Key (name)=(Kari Nordbotn).",
    "wrong answer 'Hei, jeg heter Kari Nordbotn, 10551007' of somebody with 010190 12345",
]


def line(message, *args, error=None, level=logging.WARNING, logger="probes.phone"):
    exc = None if error is None else (type(error), error, error.__traceback__)
    record = logging.LogRecord(logger, level, __file__, 1, message, args, exc)
    return json.loads(JsonLines().format(record))


@pytest.mark.parametrize("said", SAYINGS)
def test_nothing_of_a_person_is_left(said):
    told = json.dumps([line(said), line("%s", said)], ensure_ascii=False)
    assert [each for each in SECRETS if each in told] == []


def test_an_error_tells_its_place_and_no_values():
    def send(number):
        raise ValueError(f"{number} of Kari Nordbotn is no number")

    try:
        try:
            send("+47 10 55 10 07")
        except ValueError as cause:
            raise RuntimeError("nobody hears kari.nordbotn@nord.example") from cause
    except RuntimeError as error:
        told = line("the attempt fell", error=error)
    assert [each for each in SECRETS if each in json.dumps(told)] == []
    assert told["error"]["type"] == "builtins.RuntimeError"
    assert told["error"]["cause"] == "builtins.ValueError"
    assert [each.partition(":")[0] for each in told["error"]["at"]] == ["results/test_json_lines.py"]
    assert told["error"]["message"] == "nobody hears [mail address]"


def test_what_an_operator_needs_stays():
    told = line("%d attempts are past their deadline on 127.0.0.1", 12)
    assert told["message"] == "12 attempts are past their deadline on 127.0.0.1"
    assert (told["level"], told["logger"]) == ("warning", "probes.phone")


def test_masked_twice_is_masked_once():
    for said in SAYINGS:
        assert masked(masked(said)) == masked(said)
