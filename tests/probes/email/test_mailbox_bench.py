"""A mailbox of 100,000 letters, read from dovecot to its end for 5,000 open attempts."""

from pathlib import Path

import pytest

from probes.email.bench import LETTERS, bench_mailbox
from probes.email.bench_dovecot import bench_dovecot

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1500)]


def test_a_hundred_thousand_letters_find_five_thousand_attempts():
    found = bench_mailbox()
    assert (found["mailbox_missed"], found["mailbox_wrong"]) == (0, 0)
    assert found["mailbox_letters_per_s"] > 200


@pytest.mark.skipif(not Path("/usr/sbin/dovecot").exists(), reason="dovecot is not installed")
def test_dovecot_hands_them_out_once_each_in_portions():
    found = bench_dovecot()
    assert (found["imap_letters"], found["imap_twice"]) == (LETTERS, 0)
    assert (found["imap_missed"], found["imap_wrong"]) == (0, 0)
    assert found["imap_letters_per_s"] > 100
