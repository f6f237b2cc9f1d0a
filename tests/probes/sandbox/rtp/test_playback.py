from hypothesis import given
from hypothesis import strategies as st

from probes.sandbox.rtp.keys import KEYS, KeyEar, key_payloads
from probes.sandbox.rtp.packet import Packet, write_header
from probes.sandbox.rtp.playback import FRAME, Playback


def drain(playback: Playback, packets: int) -> bytes:
    out = b""
    for number in range(packets):
        out += playback.take()
        playback.sent(number * 20_000_000)
    return out


@given(st.binary(min_size=1, max_size=1000))
def test_once_through_is_the_payload_and_silence(payload):
    ends = []
    playback = Playback(payload, silence=0xD5, on_end=ends.append)
    packets = -(-len(payload) // FRAME)
    out = drain(playback, packets)
    assert out == payload + b"\xd5" * (packets * FRAME - len(payload))
    assert playback.ended
    assert ends == [len(payload) * 125_000]


@given(st.binary(min_size=1, max_size=1000), st.integers(0, 3000))
def test_a_loop_has_no_seam(payload, start):
    playback = Playback(payload, silence=0xD5, loop=True, start=start)
    begin = start % len(playback.payload)
    endless = playback.payload * (12 * FRAME // len(playback.payload) + 2)
    assert drain(playback, 10) == endless[begin : begin + 10 * FRAME]
    assert not playback.ended


@given(st.integers(0, 1599))
def test_a_mark_is_told_the_time_of_its_sample(sample):
    told = []
    playback = Playback(bytes(1600), silence=0xD5, marks=[(sample, told.append)])
    drain(playback, 10)
    assert told == [sample * 125_000]


@given(st.binary(max_size=60))
def test_garbage_is_no_packet_or_a_harmless_one(data):
    packet = Packet.parse(data)
    assert packet is None or len(packet.payload) <= len(data)


def test_a_packet_with_padding_extension_and_sources():
    header = bytes([0b10110010, 0x88]) + bytes(10) + bytes(8)
    packet = Packet.parse(header + b"\x00\x01\x00\x01" + b"EXT!" + b"sound" + b"\x00\x02")
    assert packet is not None
    assert (packet.payload, packet.payload_type, packet.marker) == (b"sound", 8, True)
    plain = write_header(payload_type=8, sequence=70000, timestamp=2**32 + 5, ssrc=9, marker=False)
    again = Packet.parse(plain)
    assert again is not None
    assert (again.sequence, again.timestamp, again.ssrc, again.marker) == (70000 & 0xFFFF, 5, 9, False)


def test_each_key_is_heard_once_whichever_packets_are_lost():
    for key in KEYS:
        payloads = list(key_payloads(key, ms=100))
        assert len(payloads) == 7
        for lost in range(len(payloads)):
            ear = KeyEar()
            heard = [ear.hear(p, timestamp=5, ssrc=1) for n, p in enumerate(payloads) if n != lost]
            assert [found for found in heard if found] == [key]
            assert ear.hear(payloads[0], timestamp=9, ssrc=1) == key
    assert KeyEar().hear(b"", timestamp=1, ssrc=1) is None
    assert KeyEar().hear(b"\x40\x00\x00\x00", timestamp=1, ssrc=1) is None
