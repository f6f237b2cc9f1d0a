import dataclasses
from pathlib import Path

import pytest

from probes.errors import BadSettings
from probes.phone.trunk import Trunk
from probes.phone.trunk_file import load_trunk

WHOLE = """
name: carrier
transport: tls
registrar: sip.example:5061
proxy: edge.sip.example
username: svartid
caller: "sip:+4710551000@sip.example"
asserted_identity: "sip:+4710551000@sip.example"
srtp: required
codecs: [G722, PCMA]
session_timer_s: 600
keep_alive_s: 30
keys: info
bind: 127.0.0.2
public_address: 192.0.2.1
rtp_ports: [20000, 20400]
number_uri: "sip:{number}@sip.example"
directory: {"02180": "sip:desk@127.0.0.1:5070"}
verify: false
country: "SE"
"""


def write(folder: Path, text: str, name: str = "trunk.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(path: Path, **environ: str) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        load_trunk(path, environ=environ)
    return [line.removeprefix(str(path)) for line in str(caught.value).splitlines()]


def test_every_setting_is_read(tmp_path):
    trunk = load_trunk(write(tmp_path, WHOLE), environ={"SVARTID_TRUNK_PASSWORD": "hemmelig"})
    assert trunk == Trunk(
        name="carrier",
        transport="tls",
        registrar="sip.example:5061",
        proxy="edge.sip.example",
        username="svartid",
        password="hemmelig",
        caller="sip:+4710551000@sip.example",
        asserted_identity="sip:+4710551000@sip.example",
        srtp="required",
        codecs=("G722", "PCMA"),
        session_timer_s=600,
        keep_alive_s=30,
        keys="info",
        bind="127.0.0.2",
        public_address="192.0.2.1",
        rtp_ports=(20000, 20400),
        number_uri="sip:{number}@sip.example",
        directory={"02180": "sip:desk@127.0.0.1:5070"},
        verify=False,
        country="SE",
    )
    assert "hemmelig" not in repr(trunk)
    assert trunk.gateways() == ("edge.sip.example", "sip.example:5061", "sip.example")
    assert trunk.proxy_uri() == "sip:edge.sip.example;transport=tls;lr"


def test_toml_says_the_same(tmp_path):
    path = write(tmp_path, 'transport = "tcp"\nproxy = "sip.example"\ncodecs = ["PCMU"]\n', "trunk.toml")
    assert load_trunk(path, environ={}) == Trunk(
        name="trunk", transport="tcp", proxy="sip.example", codecs=("PCMU",)
    )


def test_the_wire_to_a_worker_keeps_all_but_the_directory(tmp_path):
    trunk = load_trunk(write(tmp_path, WHOLE), environ={"SVARTID_TRUNK_PASSWORD": "hemmelig"})
    assert Trunk.from_wire(trunk.to_wire()) == dataclasses.replace(trunk, directory={})


def test_a_password_file_is_read_if_only_its_owner_may(tmp_path):
    secret = write(tmp_path, "hemmelig\n", "secret")
    path = write(tmp_path, "username: u\npassword_file: secret\n")
    secret.chmod(0o640)
    assert mistakes(path) == [
        f":2:1: password_file: others may read {secret} (mode 640) – run: chmod 600 {secret}"
    ]
    secret.chmod(0o600)
    assert load_trunk(path, environ={}).password == "hemmelig"
    assert load_trunk(path, environ={"SVARTID_TRUNK_PASSWORD": "annet"}).password == "annet"


def test_a_directory_may_be_a_file(tmp_path):
    write(tmp_path, '{"+47 10 12 34 56": "sip:desk@127.0.0.1:5070"}', "numbers.json")
    path = write(tmp_path, "directory: numbers.json\n")
    assert dict(load_trunk(path, environ={}).directory) == {"+47 10 12 34 56": "sip:desk@127.0.0.1:5070"}


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("transport: upd", "must be one of udp, tcp, tls (found 'upd')"),
        ("srtp: true", "must be one of off, optional, required (found True)"),
        ("keys: dtmf", "must be one of auto, rfc4733, info, inband (found 'dtmf')"),
        ("codecs: [OPUS]", "must be a list of PCMA, PCMU, G722, best first (found ['OPUS'])"),
        ("codecs: [G722, G722]", "must be a list of PCMA, PCMU, G722, best first (found ['G722', 'G722'])"),
        (
            "rtp_ports: [9, 10]",
            "must be two ports at least 100 apart, such as [10000, 30000] (found [9, 10])",
        ),
        ("session_timer_s: 10", "must be 0 (off) or 90 to 7200 seconds (found 10)"),
        ("verify: 1", "must be true or false (found 1)"),
        ("proxy: 5060", "must be text – put it in quotes (found 5060)"),
        ("proxy: a b", "must be a host – write it like sip.example or sip.example:5061 (found 'a b')"),
        ("caller: me", "must be a SIP address – write it like sip:+4710551000@sip.example (found 'me')"),
        (
            "number_uri: sip:x@y",
            "must hold {number} – write it like sip:{number}@sip.example (found 'sip:x@y')",
        ),
        ("country: no", "must be an ISO 3166 code in quotes – write it like \"NO\" (found 'no')"),
        ("directory: {x: 1}", 'must map quoted numbers to SIP addresses – "02180": sip:desk@127.0.0.1:5070'),
        ("password: x", "a secret must not stand here – set SVARTID_TRUNK_PASSWORD or name a password_file"),
        ("srtp: required", "its keys travel in the signalling, so required needs transport: tls – set it"),
    ],
)
def test_one_sentence_for_each_mistake(tmp_path, setting, wrong):
    key = setting.partition(":")[0]
    assert mistakes(write(tmp_path, setting + "\n")) == [f":1:1: {key}: {wrong}"]


def test_a_registrar_wants_a_user(tmp_path):
    path = write(tmp_path, "registrar: sip.example\n")
    assert mistakes(path) == [": username: a registrar wants one – add it"]


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path):
    found = mistakes(write(tmp_path, "nose: 1\nverify: 2\ntransport: 3\n"))
    assert [line.split(": ")[0] + line.split(": ")[1] for line in found] == [
        ":1:1nose",
        ":2:1verify",
        ":3:1transport",
    ]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("missing.yaml", None, ": cannot be read (no such file or directory) – check the path"),
        ("trunk.toml", "a b", ": not TOML"),
        ("trunk.yaml", "- a", ": a trunk is a mapping of settings – begin with `transport: udp`"),
    ],
)
def test_a_file_that_is_no_trunk(tmp_path, name, text, told):
    path = tmp_path / name if text is None else write(tmp_path, text, name)
    assert mistakes(path)[0].startswith(told)
