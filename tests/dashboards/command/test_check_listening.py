"""What `svartid serve` says of a place where it cannot listen, before it starts anything."""

import socket

import pytest

from dashboards.command.check_listening import check_listening
from dashboards.site.errors import BadSiteSetting


def refused(**said):
    with pytest.raises(BadSiteSetting) as caught:
        check_listening(**({"host": "127.0.0.1", "port": 0, "certificate": None, "key": None} | said))
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_a_free_port_is_given_back():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refused(port=port) == (
            f"--port {port}: another program listens there – end it, or choose another port"
        )
    for _ in range(2):
        check_listening(host="127.0.0.1", port=port, certificate=None, key=None)


def test_an_address_of_another_machine():
    # 192.0.2.0/24 is for documentation (RFC 5737): nobody has it.
    assert refused(host="192.0.2.1") == "--host 192.0.2.1: this machine has no such address"
    assert refused(host="a..b") == "--host a..b: no such address – this machine's own is 127.0.0.1"


def test_certificate_and_key_go_together(tmp_path):
    words = tmp_path / "words.pem"
    words.write_text("words", encoding="utf-8")
    assert refused(certificate=words) == "--key is missing: TLS needs a certificate and its key"
    assert refused(key=words) == "--certificate is missing: TLS needs a certificate and its key"
    assert refused(certificate=words, key=words) == (
        f"--certificate {words}, --key {words}: not a certificate with its key as PEM, or the key has a"
        " password"
    )
    missing = tmp_path / "missing.pem"
    assert refused(certificate=words, key=missing) == (
        f"--key {missing}: cannot be read (no such file or directory)"
    )
    assert refused(certificate=tmp_path, key=words) == (
        f"--certificate {tmp_path}: cannot be read (is a directory)"
    )
