import re

from probes.sandbox.sip.digest import DigestGate, digest_response, parse_credentials


def gate(**more) -> DigestGate:
    return DigestGate(realm="town.example", user="svartid", password="open sesame", **more)


def credentials(
    challenge: str, *, password: str = "open sesame", nc: str = "00000001", qop: bool = True
) -> str:
    nonce = re.search(r'nonce="([^"]+)"', challenge)
    assert nonce is not None
    fields = {"username": "svartid", "realm": "town.example", "nonce": nonce[1], "uri": "sip:x@y"}
    if qop:
        fields |= {"qop": "auth", "nc": nc, "cnonce": "abc"}
    answer = digest_response(fields, password=password, method="INVITE")
    text = ", ".join(
        f"{name}={value}" if name in ("qop", "nc") else f'{name}="{value}"' for name, value in fields.items()
    )
    return f'Digest {text}, response="{answer}"'


def test_the_example_of_rfc_2617():
    fields = {"username": "Mufasa", "realm": "testrealm@host.com",
              "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093",
              "uri": "/dir/index.html", "qop": "auth", "nc": "00000001", "cnonce": "0a4f113b"}  # fmt: skip
    answer = digest_response(fields, password="Circle Of Life", method="GET")
    assert answer == "6629fae49393a05397450978507c4ef1"


def test_the_right_password_opens_with_and_without_qop():
    door = gate()
    challenge = door.challenge(stale=False)
    assert door.judge(credentials(challenge), method="INVITE") == "good"
    assert door.judge(credentials(challenge, qop=False), method="INVITE") == "good"


def test_a_wrong_password_a_wrong_method_and_a_replay_do_not():
    door = gate()
    challenge = door.challenge(stale=False)
    assert door.judge(credentials(challenge, password="guess"), method="INVITE") == "bad"
    assert door.judge(credentials(challenge), method="BYE") == "bad"
    assert door.judge(credentials(challenge), method="INVITE") == "good"
    assert door.judge(credentials(challenge), method="INVITE") == "stale"
    assert door.judge(credentials(challenge, nc="00000002"), method="INVITE") == "good"


def test_old_and_foreign_nonces_are_stale():
    door = gate(stale_after_s=-1.0)
    assert door.judge(credentials(door.challenge(stale=False)), method="INVITE") == "stale"
    assert gate().judge(credentials(door.challenge(stale=False)), method="INVITE") == "stale"
    assert "stale=true" in door.challenge(stale=True)


def test_nothing_or_nonsense_is_missing():
    for text in ("", "Basic abc", "Digest", "Digest realm=", 'Digest realm="elsewhere"'):
        assert gate().judge(text, method="INVITE") == "missing"
    assert parse_credentials('Digest a="x\\"y", b=c') == {"a": 'x"y', "b": "c"}
