"""Kamailio as the trunk of a careful operator: TLS towards the caller, digest authentication for all."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.probes.phone.peers.certificates import Certificates
from tests.probes.phone.peers.children import LOOPBACK, child, free_port, program, tcp_listens

USER = "svartid"
PASSWORD = "en-lang-hemmelighet"
REALM = "fjordvik.example"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running proxy: where it listens and what it logged."""

    tls_port: int
    udp_port: int
    folder: Path

    def log(self) -> str:
        """Return everything the proxy has said."""
        return (self.folder / "output.txt").read_text(encoding="utf-8", errors="replace")

    def seen(self) -> list[str]:
        """Return the proxy's own notes on the requests it handled, in order."""
        return [line.partition("peer: ")[2] for line in self.log().splitlines() if "peer: " in line]


@contextlib.contextmanager
def running_proxy(*, folder: Path, certificates: Certificates, next_hop: int) -> Iterator[Proxy]:
    """Run kamailio; every authenticated INVITE goes on to UDP port `next_hop` of the loopback."""
    path = program("kamailio", "kamailio and kamailio-tls-modules")
    proxy = Proxy(free_port(), free_port(), folder)
    settings = folder / "kamailio.cfg"
    settings.write_text(_settings(proxy, certificates, next_hop), encoding="ascii")
    arguments = [path, "-f", str(settings), "-DD", "-E", "-n", "1", "-N", "1", "-m", "32", "-M", "4"]
    arguments += ["-Y", str(folder), "-w", str(folder), "-P", str(folder / "pid")]
    with child(arguments, folder=folder, ready=lambda: tcp_listens(proxy.tls_port)):
        yield proxy


def _settings(proxy: Proxy, certificates: Certificates, next_hop: int) -> str:
    modules = [
        "tm",
        "sl",
        "rr",
        "pv",
        "maxfwd",
        "usrloc",
        "registrar",
        "textops",
        "siputils",
        "xlog",
        "auth",
        "tls",
    ]
    return "\n".join(
        [
            "#!KAMAILIO",
            "debug=1\nlog_stderror=yes\nenable_tls=yes\nauto_aliases=no\ntcp_connection_lifetime=60",
            f"listen=tls:{LOOPBACK}:{proxy.tls_port}\nlisten=udp:{LOOPBACK}:{proxy.udp_port}",
            *(f'loadmodule "{name}.so"' for name in modules),
            f'modparam("tls", "certificate", "{certificates.certificate}")',
            f'modparam("tls", "private_key", "{certificates.key}")',
            'modparam("tls", "tls_method", "TLSv1.2+")',
            _ROUTE.replace("NEXT", f"sip:{LOOPBACK}:{next_hop}")
            .replace("REALM", REALM)
            .replace("PASSWORD", PASSWORD)
            .replace("USER", USER),
        ]
    )


_ROUTE = """
request_route {
    if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
    if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
    if (has_totag()) {
        if (loose_route()) { xlog("L_ERR", "peer: inside $rm $pr\\n"); t_relay(); exit; }
        if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
        sl_send_reply("404", "Not here"); exit;
    }
    if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
    if (is_method("REGISTER")) {
        if ($au != "USER" || !pv_www_authenticate("REALM", "PASSWORD", "0")) {
            xlog("L_ERR", "peer: challenge REGISTER $pr\\n");
            www_challenge("REALM", "0"); exit;
        }
        xlog("L_ERR", "peer: accept REGISTER $pr\\n");
        save("location"); exit;
    }
    if (is_method("INVITE")) {
        if ($au != "USER" || !pv_proxy_authenticate("REALM", "PASSWORD", "0")) {
            xlog("L_ERR", "peer: challenge INVITE $pr\\n");
            proxy_challenge("REALM", "0"); exit;
        }
        consume_credentials();
        xlog("L_ERR", "peer: accept INVITE $pr\\n");
        record_route();
        $du = "NEXT";
        t_relay(); exit;
    }
    sl_send_reply("405", "Method Not Allowed");
}
"""
