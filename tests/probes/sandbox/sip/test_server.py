"""The rules of RFC 3261 and its extensions, each broken once by a caller on raw sockets."""

import asyncio
import random
import re

import numpy as np
import pytest

from probes.sandbox.behaviour import Announce, Arrival, CentreBehaviour, Digest, Person, Quiet, seconds
from probes.sandbox.rtp.g711 import encode
from probes.sandbox.rtp.tone_keys import key_tones
from probes.sandbox.sip.digest import digest_response
from probes.sandbox.sip.timers import Timers
from probes.sandbox.truth import Happening

FAST = Timers(t1=0.05, t2=0.2, t4=0.3)


def centre(stage=None, **more):
    return CentreBehaviour(
        id="fjordvik",
        user="4710000100",
        start="quiet",
        arrival=Arrival(rings=seconds(0.02)),
        stages={"quiet": stage or Quiet(lasting=seconds(9))},
        **more,
    )


@pytest.fixture
async def town(open_town):
    return await open_town(centre(), timers=FAST)


@pytest.fixture
async def talk(town):
    """Return a caller in a talk, and the town."""
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    caller.cseq += 1
    return caller, town


@pytest.mark.parametrize(
    ("edit", "status", "header"),
    [
        (("INVITE sip:4710000100@", "INVITE sip:nobody@"), "404", ""),
        (("INVITE sip:4710000100@127.0.0.1", "INVITE tel:4710000100"), "416", ""),
        (("INVITE sip:4710000100@127.0.0.1", "INVITE sip:4710000100@127..0.0.1:x"), "400", ""),
        (("Max-Forwards: 70", "Max-Forwards: 70\r\nRequire: 100rel, timer"), "420", "Unsupported: 100rel"),
        (("application/sdp", "text/plain"), "415", "Accept: application/sdp"),
        (
            ("application/sdp", "application/sdp\r\nContent-Encoding: gzip"),
            "415",
            "Accept-Encoding: identity",
        ),
        (("RTP/AVP 8 101", "RTP/AVP 18 101"), "488", ""),
        (("v=0\r\no=", "v=1\r\no="), "488", ""),
        (("SIP/2.0\r\nVia", "SIP/3.0\r\nVia"), "505", ""),
        (("CSeq: 1 INVITE", "CSeq: 1 BYE"), "400", ""),
        (("Max-Forwards: 70", "Supported: timer\r\nSession-Expires: 30"), "422", "Min-SE: 90"),
        (("Max-Forwards: 70", "Replaces: x;to-tag=1;from-tag=2"), "481", ""),
        (("Max-Forwards: 70", "Replaces: nonsense"), "400", ""),
    ],
)
async def test_an_invite_that_cannot_be_served(town, edit, status, header):
    caller = town.caller()
    text = caller.request("INVITE", caller.sdp())
    assert edit[0] in text
    caller.send(text.replace(*edit))
    answer = await caller.receive("SIP/2.0 4", "SIP/2.0 5")
    assert answer.split()[1] == status
    assert header in answer
    assert re.search(r"(?m)^To: .*;tag=", answer)
    caller.send(caller.request("ACK").replace(*edit))


@pytest.mark.parametrize(
    ("method", "status"),
    [
        ("OPTIONS", "200"),
        ("BYE", "481"),
        ("INFO", "481"),
        ("NOTIFY", "481"),
        ("UPDATE", "481"),
        ("MESSAGE", "405"),
        ("SUBSCRIBE", "405"),
        ("REFER", "405"),
        ("FROBNICATE", "501"),
        ("REGISTER", "200"),
        ("CANCEL", "481"),
    ],
)
async def test_requests_outside_a_call(town, method, status):
    caller = town.caller()
    caller.send(caller.request(method))
    assert (await caller.receive("SIP/2.0")).split()[1] == status


async def test_an_invite_without_an_offer_gets_one_and_takes_the_answer_from_the_ack(town):
    caller = town.caller()
    caller.send(caller.request("INVITE"))
    answer = await caller.receive("SIP/2.0 200")
    caller.media_of(answer)
    assert "a=rtpmap:101 telephone-event/8000" in answer
    assert await caller.listen(0.1) == []
    caller.send(caller.request("ACK", caller.sdp(), branch="z9hG4bKack"))
    assert len(await caller.listen(0.2)) > 5
    caller.bye()
    await caller.receive("SIP/2.0 200")


async def test_a_repeated_invite_gets_the_last_answer_and_no_second_call(town):
    caller = town.caller()
    text = caller.invite()
    await caller.receive("SIP/2.0 180")
    caller.send(text)
    await caller.receive("SIP/2.0 200")
    caller.send(text)
    caller.ack()
    await asyncio.sleep(0.1)
    assert town.kinds(caller).count("invite_received") == 1


async def test_the_same_invite_by_another_way_is_a_loop(town):
    caller = town.caller()
    caller.invite()
    await caller.receive("SIP/2.0 200")
    caller.ack()
    caller.to_tag = ""
    caller.send(caller.request("INVITE", caller.sdp(), branch="z9hG4bKother"))
    assert await caller.receive("SIP/2.0 482")


async def test_a_200_is_repeated_until_a_late_ack(town):
    caller = town.caller()
    caller.invite()
    first = await caller.receive("SIP/2.0 200")
    assert [await caller.receive("SIP/2.0 200") for _ in range(2)] == [first, first]
    caller.ack()
    with pytest.raises(TimeoutError):
        await caller.receive("SIP/2.0 200", within=0.4)
    assert town.kinds(caller).count("ack_received") == 1


async def test_a_call_that_is_never_acknowledged_is_ended(town):
    caller = town.caller()
    caller.invite()
    caller.reply(await caller.receive("BYE", within=6))
    ended = await town.event(caller, Happening.BYE_SENT)
    assert ended.detail == {"why": "no_ack"}


async def test_wrong_numbers_tags_and_calls(talk):
    caller, town = talk
    caller.send(caller.request("INFO", cseq=1, branch="z9hG4bKold"))
    assert (await caller.receive("SIP/2.0 500")).count("Retry-After") == 1
    caller.to_tag, kept = "wrong", caller.to_tag
    caller.send(caller.request("BYE", branch="z9hG4bKwrong"))
    assert await caller.receive("SIP/2.0 481")
    caller.to_tag = kept
    caller.tag, kept = "stranger", caller.tag
    caller.send(caller.request("BYE", branch="z9hG4bKstranger"))
    assert await caller.receive("SIP/2.0 481")
    caller.tag = kept
    caller.send(caller.request("BYE", branch="z9hG4bKright"))
    assert await caller.receive("SIP/2.0 200")
    caller.send(caller.request("BYE", branch="z9hG4bKright"))
    assert await caller.receive("SIP/2.0 200"), "the repetition gets the same answer"
    caller.send(caller.request("BYE", cseq=9, branch="z9hG4bKagain"))
    assert await caller.receive("SIP/2.0 481")
    assert town.kinds(caller).count("bye_received") == 1


@pytest.mark.parametrize(
    ("kind", "body", "key"),
    [
        ("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", "5"),
        ("application/dtmf-relay", "Signal= *\n", "*"),
        ("application/dtmf", "#", "#"),
        ("application/dtmf", "x", None),
        ("text/plain", "5", None),
    ],
)
async def test_keys_by_info(talk, kind, body, key):
    caller, town = talk
    caller.send(caller.request("INFO", body, branch="z9hG4bKinfo", extra=f"Content-Type: {kind}\r\n"))
    assert (await caller.receive("SIP/2.0")).split()[1] == ("415" if key is None else "200")
    keys = [event.detail for event in town.truth(caller) if event.event is Happening.KEY_RECEIVED]
    assert keys == ([] if key is None else [{"key": key, "way": "info"}])


async def test_keys_by_rtp_count_once_though_packets_repeat(talk):
    caller, town = talk
    for key in "1#1":
        caller.press(key)
        await asyncio.sleep(0.05)
    keys = [event.detail["key"] for event in town.truth(caller) if event.event is Happening.KEY_RECEIVED]
    assert keys == ["1", "#", "1"]


async def test_keys_by_tones_if_the_caller_has_no_events(town):
    caller = town.caller()
    caller.send(caller.request("INVITE", caller.sdp().replace("a=rtpmap:101 telephone-event/8000\r\n", "")))
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    payload = encode(np.concatenate([key_tones("8"), np.zeros(480, dtype=np.int16)]), "PCMA")
    for place in range(0, len(payload), 160):
        caller.send_rtp(payload[place : place + 160])
    event = await town.event(caller, Happening.KEY_RECEIVED)
    assert event.detail == {"key": "8", "way": "tones"}


async def test_an_invite_that_replaces_a_call_takes_its_place(talk):
    caller, town = talk
    old = f"{caller.call_id};to-tag={caller.to_tag};from-tag={caller.tag}"
    other = town.caller()
    other.invite(extra=f"Replaces: {old}\r\nRequire: replaces\r\n")
    caller.reply(await caller.receive("BYE"))
    assert await other.receive("SIP/2.0 200")
    other.ack()
    assert town.kinds(caller)[-1] == "ended"


async def test_an_update_with_and_without_an_offer(talk):
    caller, _ = talk
    caller.send(caller.request("UPDATE", branch="z9hG4bKu1"))
    assert "m=audio" not in await caller.receive("SIP/2.0 200")
    caller.cseq += 1
    caller.send(caller.request("UPDATE", caller.sdp("inactive"), branch="z9hG4bKu2"))
    assert "a=inactive" in await caller.receive("SIP/2.0 200")
    await caller.listen(0.05)
    assert await caller.listen(0.15) == []


async def test_a_reinvite_without_a_common_codec_leaves_the_call_alone(talk):
    caller, _ = talk
    caller.send(caller.request("INVITE", caller.sdp().replace("AVP 8", "AVP 18"), branch="z9hG4bKr"))
    assert await caller.receive("SIP/2.0 488")
    caller.send(caller.request("ACK", branch="z9hG4bKr"))
    assert len(await caller.listen(0.2)) > 5


async def test_responses_and_requests_of_strangers_do_nothing(talk):
    caller, _ = talk
    caller.reply(caller.request("BYE"), "200 OK")
    caller.reply(caller.request("INVITE"), "603 Decline")
    caller.send(b"\r\n\r\n")
    caller.send(b"\x00")
    assert len(await caller.listen(0.2)) > 5


async def test_damaged_messages_by_the_hundred_harm_nobody(talk, caplog):
    caller, town = talk
    rng = random.Random(7)
    whole = [
        caller.request(method, caller.sdp()).encode() for method in ("INVITE", "BYE", "UPDATE", "OPTIONS")
    ]
    for _ in range(400):
        data = bytearray(rng.choice(whole))
        for _ in range(rng.randint(1, 6)):
            place = rng.randrange(len(data))
            data[place : place + rng.randint(0, 9)] = rng.randbytes(rng.randint(0, 9))
        caller.send(bytes(data).replace(caller.to_tag.encode(), b"") if rng.random() < 0.5 else bytes(data))
        if rng.random() < 0.1:
            await asyncio.sleep(0)
    await asyncio.sleep(0.2)
    other = town.caller()
    other.invite()
    assert await other.receive("SIP/2.0 200")
    other.ack()
    assert caplog.records == []


async def test_record_route_is_followed_and_echoed(town):
    caller = town.caller()
    route = f"<sip:127.0.0.1:{caller.my_port};lr;hop=1>"
    caller.invite(extra=f"Record-Route: {route}, <sip:far.example;lr>\r\n")
    answer = await caller.receive("SIP/2.0 200")
    assert re.findall(r"Record-Route: (.*)\r", answer) == [route, "<sip:far.example;lr>"]
    await town.centre.stop()


async def test_the_session_timer_ends_a_call_that_is_not_refreshed(open_town, monkeypatch):
    monkeypatch.setattr("probes.sandbox.sip.server.MIN_SE", 1)
    town = await open_town(centre(session_expires_s=1), timers=FAST)
    caller = town.caller()
    caller.invite(extra="Supported: timer\r\n")
    answer = await caller.receive("SIP/2.0 200")
    assert "Session-Expires: 1;refresher=uac" in answer
    assert "Require: timer" in answer
    caller.ack()
    await asyncio.sleep(0.4)
    caller.cseq += 1
    caller.send(caller.request("UPDATE", branch="z9hG4bKu", extra="Session-Expires: 1;refresher=uac\r\n"))
    assert "Session-Expires: 1" in await caller.receive("SIP/2.0 200")
    with pytest.raises(TimeoutError):
        await caller.receive("BYE", within=0.5)
    caller.reply(await caller.receive("BYE"))
    ended = await town.event(caller, Happening.BYE_SENT)
    assert ended.detail == {"why": "session_expired"}


async def test_digest_of_invite_and_register(open_town):
    secret = Digest(user="svartid", password="open sesame")
    town = await open_town(centre(Announce(prompt="welcome"), digest=secret), timers=FAST)
    for method in ("REGISTER", "INVITE"):
        caller = town.caller()
        body = caller.sdp() if method == "INVITE" else ""
        caller.send(caller.request(method, body))
        refusal = await caller.receive("SIP/2.0 401")
        caller.send(caller.request("ACK") if method == "INVITE" else b"\r\n\r\n")
        nonce = re.search(r'nonce="([^"]+)"', refusal)
        assert nonce is not None
        for password, status in (("guess", "403"), ("open sesame", "200")):
            fields = {"username": "svartid", "realm": "town.example", "nonce": nonce[1], "uri": caller.target}
            answer = digest_response(fields, password=password, method=method)
            text = ", ".join(f'{name}="{value}"' for name, value in fields.items())
            caller.to_tag = ""
            caller.cseq += 1
            caller.branch += "x"
            extra = f'Authorization: Digest {text}, response="{answer}"\r\n'
            caller.send(caller.request(method, body, extra=extra))
            assert (await caller.receive("SIP/2.0 2", "SIP/2.0 4")).split()[1] == status
            if method == "INVITE":
                caller.ack(same_branch=status == "403")


async def test_a_call_over_tcp_with_messages_cut_anywhere(open_town):
    town = await open_town(centre(Person(silent_first=seconds(0.05))), timers=FAST)
    caller = town.caller()
    reader, writer = await asyncio.open_connection("127.0.0.1", town.centre.port)

    async def receive(start):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(re.search(r"Content-Length: (\d+)", head)[1])
            text = head + (await reader.readexactly(length)).decode()
            if text.startswith(start):
                return text

    invite = caller.request("INVITE", caller.sdp()).replace("SIP/2.0/UDP", "SIP/2.0/TCP").encode()
    for place in range(0, len(invite), 97):
        writer.write(invite[place : place + 97])
        await asyncio.sleep(0.001)
    answer = await receive("SIP/2.0 200")
    assert f"Contact: <{caller.target};transport=tcp>" in answer
    caller.media_of(answer)
    caller.to_tag = re.search(r"(?m)^To: .*;tag=(\w+)", answer)[1]
    ack = caller.request("ACK", branch="z9hG4bKa").replace("/UDP", "/TCP")
    caller.cseq += 1
    options = caller.request("OPTIONS", branch="z9hG4bKo").replace("/UDP", "/TCP")
    writer.write(f"{ack}\r\n\r\n{options}".encode())
    assert await receive("SIP/2.0 200")
    assert len(await caller.listen(0.2)) > 5
    caller.cseq += 1
    writer.write(caller.request("BYE", branch="z9hG4bKb").replace("/UDP", "/TCP").encode())
    assert "CSeq: 3 BYE" in await receive("SIP/2.0 200")
    writer.close()
    await writer.wait_closed()
    assert "ack_received" in town.kinds(caller)
