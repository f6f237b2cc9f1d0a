"""A baresip phone in a process of its own: `python -m tests.probes.phone.peers.baresip_peer SETTINGS`.

SETTINGS is JSON: `port`, `folder`, `wav` (played to the caller, for as long as the call lasts) and a
list `steps` for what the phone does with each call it takes:
    ["ring", s], ["talk", s], ["transfer", uri], ["reject"], ["hang_up"], ["hold", s], ["keys", "12#"],
    ["converse", s], ["consult", uri] (calls a colleague and connects the caller: attended transfer)
Without `transfer` or `hang_up` at the end it waits for the caller to leave. With `phrases`, a list of
WAV files in place of `wav`, `converse` speaks the first and answers the caller's sentences with the
others. Each thing that happens is a line of JSON on standard output with monotonic ns.
"""

import asyncio
import contextlib
import json
import sys
import time
from typing import Any

from baresip import Account, Call, Config, Runtime, UserAgent
from baresip.events import Event

from tests.probes.phone.peers.agent_talk import converse


def say(kind: str, **detail: object) -> None:
    """Report what happened."""
    sys.stdout.write(json.dumps({"kind": kind, "at_ns": time.monotonic_ns(), **detail}) + "\n")
    sys.stdout.flush()


async def serve(settings: dict[str, Any]) -> None:
    """Take calls until the process is ended."""
    runtime = Runtime()
    source, player = f"aufile,{settings['wav']}", f"aufile,{settings['folder']}/heard.wav"
    if settings.get("phrases"):
        source = player = "aumem,default"
    first = settings["media"]
    await runtime.start(
        Config(
            audio_source=source,
            audio_player=player,
            extra_config_text=f"sip_listen 127.0.0.1:{settings['port']}\nrtp_ports {first}-{first + 9}\n",
            net_interface="127.0.0.1",
        )
    )
    account = Account(
        user=settings.get("user", "agent"),
        domain=f"127.0.0.1:{settings['port']}",
        password="",
        reg_interval=0,
        audio_codecs=tuple(settings.get("codecs", ("pcma", "pcmu"))),
        extra_params=tuple(settings.get("extra", ())),
    )
    agent = await UserAgent.create(runtime, account, transfer_policy="reject")
    calls: asyncio.Queue[Call] = asyncio.Queue()
    agent.on_incoming(calls.put_nowait)
    say("ready")
    while True:
        call = await calls.get()
        say("invited", peer=str(getattr(call, "peer", "")))
        await attend(agent, call, settings["steps"], settings.get("phrases", []))


async def attend(agent: UserAgent, call: Call, steps: list[list[Any]], phrases: list[str]) -> None:
    """Do with a call what the steps say."""
    over = asyncio.Event()

    def note(event: Any) -> None:
        say("event", event=event.event.name, text=event.text)
        if event.event is Event.CALL_CLOSED:
            over.set()

    call.on(note)
    call.on_dtmf(lambda digit: say("key", key=digit.digit))
    answered = False
    for name, *values in steps:
        if name == "ring":
            await asyncio.sleep(values[0])
            continue
        if name == "reject":
            await call.reject()
            break
        if not answered:
            await call.answer()
            await call.wait_established()
            answered = True
            say("answered")
        if over.is_set():
            break
        if name == "talk":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), values[0])
        elif name == "converse":
            await converse(call, phrases, first_after_s=0.4, seconds=values[0], say=say)
        else:
            await act(agent, call, name, values)
    await over.wait()
    say("over")


async def act(agent: UserAgent, call: Call, name: str, values: list[Any]) -> None:
    """One step inside an answered call."""
    if name in ("transfer", "consult"):
        try:
            if name == "transfer":
                await call.transfer(values[0], timeout=8)
            else:
                await call.hold()
                colleague = await agent.dial(values[0])
                await colleague.wait_established()
                say("consulted")
                await asyncio.sleep(0.3)
                await call.attended_transfer(colleague, timeout=8)
            say("transferred")
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the peer's report
            say("transfer_failed", why=f"{type(error).__name__}: {error}")
    elif name == "hold":
        await call.hold()
        say("held")
        await asyncio.sleep(values[0])
        await call.resume()
        say("resumed")
    elif name == "keys":
        await call.send_dtmf(values[0])
    elif name == "hang_up":
        await call.hangup()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(sys.argv[1])))
