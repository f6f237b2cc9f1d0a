"""Postfix and Dovecot as Debian has them, with configuration of their own on free ports of this machine."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from probes.email.account import MailAccount, MailServer

PASSWORD = "hemmelig-i-proven"
OWN, ORGANISATION = "maaling.example", "fjordvik.example"


@dataclass(frozen=True)
class DebianMail:
    """The two servers: submission with TLS and password, IMAP, and Maildirs below `folder`."""

    folder: Path
    ports: dict[str, int]
    certificate: Path

    def server(self, service: str, security: str, user: str = f"svar@{OWN}") -> MailServer:
        return MailServer(
            "localhost", self.ports[service], security, user, PASSWORD, ca_file=str(self.certificate)
        )

    def account(self, *, into: str = "imaps", out: str = "submission") -> MailAccount:
        outgoing = self.server(out, "starttls" if out == "submission" else "tls")
        incoming = self.server(into, "tls" if into == "imaps" else "starttls")
        return MailAccount("own", f"svar+{{token}}@{OWN}", outgoing, incoming, "Siv Nordbotn", poll_s=5.0)

    def clerk(self) -> MailAccount:
        """The organisation's own account, with which its clerk reads and answers."""
        user = f"post@{ORGANISATION}"
        return MailAccount(
            "clerk", user, self.server("submission", "starttls", user), self.server("imaps", "tls", user),
            "Kari Holm",
        )  # fmt: skip

    def maildir(self, user: str) -> Path:
        return self.folder / "mail" / user / "Maildir"


def missing() -> str:
    """Say what this machine lacks for it, "" if nothing."""
    for program in ("postfix", "postconf", "dovecot", "openssl"):
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
            return f"{program} is not installed"
    return "" if os.geteuid() == 0 else "postfix starts as root only"


@contextmanager
def debian_mail(folder: Path, *, postfix: bool = True) -> Iterator[DebianMail]:
    """Start dovecot (and postfix before it) in the foreground; end both on the way out."""
    folder.chmod(0o755)
    ports = dict(zip(("submission", "smtps", "imap", "imaps", "lmtp", "auth"), _free_ports(6), strict=True))
    certificate = _certificate(folder)
    mail = DebianMail(folder, ports, certificate)
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "mail", "mail")
    running = [subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(_dovecot(mail))])]
    try:
        if postfix:
            config = _postfix(mail)
            subprocess.run(["/usr/sbin/postfix", "-c", str(config), "start"], check=True, capture_output=True)
        for name in ("imaps", "submission") if postfix else ("imaps",):
            _wait_for(ports[name])
        yield mail
    finally:
        if postfix:
            subprocess.run(["/usr/sbin/postfix", "-c", str(config), "stop"], check=False, capture_output=True)
        for process in running:
            process.terminate()
            process.wait(20)


def _dovecot(mail: DebianMail) -> Path:
    folder, ports = mail.folder, mail.ports
    config = folder / "dovecot.conf"
    config.write_text(
        f"""
base_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <{mail.certificate}
ssl_key = <{folder}/key.pem
ssl_dh =
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_username_format = %Lu
first_valid_uid = 1
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_location = maildir:{folder}/mail/%u/Maildir
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {ports["imap"]}
  }}
  inet_listener imaps {{
    port = {ports["imaps"]}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {ports["lmtp"]}
  }}
}}
service auth {{
  inet_listener auth {{
    address = 127.0.0.1
    port = {ports["auth"]}
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
""",
        encoding="utf-8",
    )
    return config


def _postfix(mail: DebianMail) -> Path:
    folder, ports = mail.folder, mail.ports
    config = folder / "postfix"
    config.mkdir()
    for name in ("queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    (config / "main.cf").write_text(
        f"""
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = post.{OWN}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = {OWN}, {ORGANISATION}
virtual_transport = lmtp:inet:127.0.0.1:{ports["lmtp"]}
relay_transport = error:nothing leaves this machine
default_transport = error:nothing leaves this machine
recipient_delimiter = +
smtpd_tls_cert_file = {mail.certificate}
smtpd_tls_key_file = {folder}/key.pem
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{ports["auth"]}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions =
    check_recipient_access inline:{{ {{ukjent@{ORGANISATION} = 550 5.1.1 unknown}} }}, permit
smtputf8_enable = no
alias_maps =
""",
        encoding="utf-8",
    )
    common = "-o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes"
    services = [
        f"127.0.0.1:{ports['submission']} inet n - n - - smtpd {common} -o smtpd_tls_security_level=encrypt",
        f"127.0.0.1:{ports['smtps']} inet n - n - - smtpd {common} -o smtpd_tls_wrappermode=yes",
        "pickup unix n - n 60 1 pickup",
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "rewrite unix - - n - - trivial-rewrite",
        "bounce unix - - n - 0 bounce",
        "defer unix - - n - 0 bounce",
        "trace unix - - n - 0 bounce",
        "verify unix - - n - 1 verify",
        "flush unix n - n 1000? 0 flush",
        "proxymap unix - - n - - proxymap",
        "showq unix n - n - - showq",
        "error unix - - n - - error",
        "retry unix - - n - - error",
        "lmtp unix - - n - - lmtp",
        "anvil unix - - n - 1 anvil",
        "scache unix - - n - 1 scache",
        "postlog unix-dgram n - n - 1 postlogd",
    ]
    (config / "master.cf").write_text("\n".join(services) + "\n", encoding="utf-8")
    return config


def _certificate(folder: Path) -> Path:
    path = folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", str(folder / "key.pem"), "-out", str(path), "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    return path


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on port {port}")
