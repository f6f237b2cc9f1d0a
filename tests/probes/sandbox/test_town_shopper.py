"""The town's own shopper's phone: found by its name, it answers, listens and talks."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from probes.directory import SHOPPER, Directory, Entry, read_directory
from probes.errors import BadSettings, NotAllowed
from probes.phone.call_request import find_shopper
from probes.sandbox.behaviour import seconds
from probes.sandbox.running_town import running_town
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.truth import Happening

SVARTID = Path(sys.executable).with_name("svartid")
LISTENER = ShopperHabit(rings=seconds(0.1), voice="silje-f5", listens=True, pauses=seconds(0.3))


async def test_it_stands_in_the_directory_listens_and_then_talks(tmp_path, make_caller):
    async with running_town(centres=["pratekroken"], state=tmp_path, shopper=LISTENER) as town:
        found = read_directory(state=tmp_path)
        assert found.uri(SHOPPER, "phone") == found.numbers["+4710550001"] == town.shopper_uri
        assert [*town.running] == ["pratekroken"]
        caller = make_caller(town.shopper_uri)
        caller.invite()
        caller.media_of(await caller.receive("SIP/2.0 200"))
        caller.ack()
        await caller.listen(1.0)
        assert Happening.SAID not in [event.event for event in town.shopper_truth()]
        await caller.speak(0.6)
        for _ in range(16):
            await caller.listen(0.5)
            if Happening.SAID in [event.event for event in town.shopper_truth()]:
                break
        caller.bye()
        await caller.receive("SIP/2.0 200")
        heard, quiet, said = (
            next(event.ns for event in town.shopper_truth(call=caller.call_id) if event.event is kind)
            for kind in (Happening.HEARD_SOUND, Happening.HEARD_SILENCE, Happening.SAID)
        )
        assert heard < quiet < said
        assert 0.9e9 < said - quiet < 4e9  # later only where the machine was


async def test_a_town_without_a_shopper_says_so(tmp_path):
    async with running_town(centres=["pratekroken"], state=tmp_path) as town:
        assert town.directory.uri(SHOPPER) is None
        with pytest.raises(BadSettings, match="without a shopper's phone"):
            _ = town.shopper_uri
        with pytest.raises(BadSettings, match="no town with a shopper's phone runs"):
            find_shopper("town", town.directory, trunk=False)


@pytest.mark.parametrize("words", [(), ("--no-shopper",)])
def test_the_command_starts_it_unless_told_not_to(tmp_path, words):
    town = subprocess.Popen(
        [SVARTID, "sandbox", "up", "--centre", "pratekroken", "--state", tmp_path, *words],
        stdout=subprocess.PIPE,
        text=True,
    )
    printed = ""
    while "Ctrl-C ends" not in printed:
        printed += town.stdout.readline()
    uri = read_directory(state=tmp_path).uri(SHOPPER)
    assert ("--shopper town" in printed) == (uri is not None) == (not words)
    assert uri is None or uri in printed
    told = subprocess.run(
        [SVARTID, "sandbox", "truth", "shopper", "--json", "--state", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, json.loads(told.stdout)) == (1, [])
    town.send_signal(signal.SIGINT)
    assert town.wait(timeout=10) == 0
    town.stdout.close()


DIRECTORY = Directory((Entry(SHOPPER, "phone", "+4710550001", "sip:shopper@127.0.0.1:5070"),), 1)


def test_town_stands_for_its_phone_and_the_rest_for_itself():
    assert find_shopper(None, DIRECTORY, trunk=False) is None
    assert find_shopper("town", DIRECTORY, trunk=False) == "sip:shopper@127.0.0.1:5070"
    for same in ("sip:sam@127.0.0.1:5090", "+47 10 55 00 01"):
        assert find_shopper(same, DIRECTORY, trunk=False) == same
    assert find_shopper("+46 8 465 004 99", DIRECTORY, trunk=True) == "+46 8 465 004 99"


def test_a_phone_that_cannot_be_rung_is_refused_before_anybody_is_called():
    with pytest.raises(NotAllowed):
        find_shopper("112", DIRECTORY, trunk=True)
    with pytest.raises(BadSettings, match="cannot be rung from here"):
        find_shopper("+46 8 465 004 99", DIRECTORY, trunk=False)
    with pytest.raises(BadSettings, match="cannot be rung from here"):
        find_shopper("sip:sam@pbx.example", DIRECTORY, trunk=False)
