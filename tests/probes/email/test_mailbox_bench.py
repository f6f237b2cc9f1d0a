"""A mailbox of 100,000 letters, read from dovecot to its end for 5,000 open attempts."""

import shutil
import tempfile
import time
from pathlib import Path

import pytest
from debian_mail import OWN, debian_mail, missing

from probes.email.bench import ATTEMPTS, LETTERS, bench_mailbox, made_up_letters
from probes.email.letter import read_letter
from probes.email.mailbox import Bookmark, MailboxReader

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1500)]


def test_a_hundred_thousand_letters_find_five_thousand_attempts():
    found = bench_mailbox()
    assert (found["mailbox_missed"], found["mailbox_wrong"]) == (0, 0)
    assert found["mailbox_letters_per_s"] > 200


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_dovecot_hands_them_out_once_each_in_portions():
    made = made_up_letters(letters=LETTERS, attempts=ATTEMPTS)
    with (
        tempfile.TemporaryDirectory(prefix="svartid-bench-") as folder,
        debian_mail(Path(folder), postfix=False) as mail,
    ):
        new = mail.maildir(f"svar@{OWN}") / "new"
        for name in ("new", "cur", "tmp"):
            new.with_name(name).mkdir(parents=True)
        for number, (content, _, _) in enumerate(made.letters()):
            (new / f"{1_700_000_000 + number}.M{number}.town").write_bytes(content)
        for path in (new.parent.parent, *new.parent.parent.rglob("*")):
            shutil.chown(path, "mail", "mail")
        begun = time.monotonic()
        reader = MailboxReader(mail.account())
        reader.open()
        bookmark, count, hits, more = Bookmark(), 0, 0, True
        while more:
            batch = reader.look(bookmark)
            bookmark, more = batch.bookmark, batch.more
            count += len(batch.letters)
            hits += sum(made.index.match(read_letter(each.content)) is not None for each in batch.letters)
        reader.close()
        took = time.monotonic() - begun
    assert count == LETTERS
    assert hits > LETTERS * 0.05
    assert took < 1200
