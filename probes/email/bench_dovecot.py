"""A large mailbox read out of Dovecot on this machine: the part of `svartid bench web` with a real server."""

import getpass
import os
import resource
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from probes.email.account import MailAccount, MailServer
from probes.email.bench import ATTEMPTS, LETTERS, MadeUpLetters, made_up_letters
from probes.email.letter import read_letter
from probes.email.mailbox import Bookmark, MailboxReader
from probes.errors import ChannelUnavailable

_PROGRAM = "/usr/sbin/dovecot"
_USER = "bench"
_STARTS_S = 30.0
_FIRST = 1_700_000_000


def bench_dovecot(*, letters: int = LETTERS, attempts: int = ATTEMPTS, seed: int = 1) -> dict[str, float]:
    """Lay made-up letters into a Maildir, read all of them by IMAP, and match each to the open attempts.

    Returns flat keys with their units. `imap_letters_per_s` is over everything: the server's own first look
    at the Maildir, fetching in portions as a worker does, reading and matching. `imap_wrong` counts letters
    given to another attempt than theirs, or to any although nobody's; `imap_twice` those handed out again.
    Raises ChannelUnavailable where Dovecot is not installed or does not start.
    """
    made = made_up_letters(letters=letters, attempts=attempts, seed=seed)
    # Dovecot needs a short path for its sockets.
    with tempfile.TemporaryDirectory(prefix="svartid-") as folder:
        truth = _fill(Path(folder) / "mail" / "new", made)
        with _dovecot(Path(folder)) as account:
            return _read(account, made, truth)


def _read(
    account: MailAccount, made: MadeUpLetters, truth: dict[str, tuple[int | None, str | None]]
) -> dict[str, float]:
    begun = time.perf_counter()
    reader = MailboxReader(account)
    reader.open()
    bookmark, more = Bookmark(), True
    seen: set[str] = set()
    found = wrong = twice = 0
    read_s = 0.0
    try:
        while more:
            batch = reader.look(bookmark)
            bookmark, more = batch.bookmark, batch.more
            at = time.perf_counter()
            for each in batch.letters:
                letter = read_letter(each.content)
                number = letter.message_id or ""
                whose, case_number = truth[number]
                match = made.index.match(letter, case_number=case_number)
                found += match is not None and match.attempt == whose
                wrong += match is not None and match.attempt != whose
                twice += number in seen
                seen.add(number)
            read_s += time.perf_counter() - at
    finally:
        reader.close()
    took = time.perf_counter() - begun
    return {
        "imap_letters": len(seen),
        "imap_total_s": round(took, 1),
        "imap_fetch_s": round(took - read_s, 1),
        "imap_letters_per_s": round(len(seen) / took),
        "imap_found": found,
        "imap_missed": sum(whose is not None for whose, _ in truth.values()) - found,
        "imap_wrong": wrong,
        "imap_twice": twice,
        "imap_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def _fill(new: Path, made: MadeUpLetters) -> dict[str, tuple[int | None, str | None]]:
    """Write the Maildir; return by Message-ID whose each letter is, and its case number."""
    for name in ("new", "cur", "tmp"):
        new.with_name(name).mkdir(parents=True)
    truth = {}
    for number, (content, whose, case_number) in enumerate(made.letters()):
        (new / f"{_FIRST + number}.M{number}.town").write_bytes(content)
        truth[f"{number}@kommune.example"] = (whose, case_number)
    return truth


@contextmanager
def _dovecot(folder: Path) -> Iterator[MailAccount]:
    """Run Dovecot on loopback for this Maildir, without TLS: nothing leaves the machine."""
    if not Path(_PROGRAM).exists():
        raise ChannelUnavailable("dovecot is not installed – apt install dovecot-imapd")
    folder.chmod(0o755)
    root = os.geteuid() == 0
    owner = "mail" if root else getpass.getuser()
    if root:
        for path in (folder / "mail", *(folder / "mail").rglob("*")):
            shutil.chown(path, owner, owner)
    port = _free_port()
    config = folder / "dovecot.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, owner=owner), encoding="utf-8")
    if not root:
        config.write_text(config.read_text() + _UNPRIVILEGED.format(owner=owner), encoding="utf-8")
    running = subprocess.Popen(
        [_PROGRAM, "-F", "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, running)
        server = MailServer("127.0.0.1", port, "none", _USER, _USER)
        yield MailAccount("bench", "svar+{token}@maaling.example", server, server)
    finally:
        running.terminate()
        running.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_S
    while running.poll() is None and time.monotonic() < until:
        with socket.socket() as trial:
            trial.settimeout(1.0)
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise ChannelUnavailable("dovecot did not start on this machine")


_CONFIG = """
base_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password=bench
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner} home={folder} allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""
_UNPRIVILEGED = """
default_internal_user = {owner}
default_login_user = {owner}
"""
