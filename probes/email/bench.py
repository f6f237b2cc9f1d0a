"""The mailbox part of `svartid bench web`: 100,000 letters scanned for 5,000 open attempts."""

import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass

from probes.email.account import MailAccount, MailServer
from probes.email.correlate import MatchIndex, OpenLetter
from probes.email.letter import read_letter
from probes.email.sorting.sort_letter import sort_letter
from probes.email.token import message_id_for, new_token

LETTERS, ATTEMPTS = 100_000, 5_000


def bench_mailbox(
    *, letters: int = LETTERS, attempts: int = ATTEMPTS, sorted_share: float = 0.02, seed: int = 1
) -> dict[str, float]:
    """Scan made-up letters for open attempts, and return flat keys, each with its unit.

    One letter in ten belongs to an attempt: by our address, by its thread, by its case number in equal
    shares; one in a hundred looks like it (an address of ours with a token of nobody's). `mailbox_wrong`
    counts letters that were given to another attempt than theirs or to any although nobody's: it must be 0.
    Reading and matching are timed for all letters, the sorting (which only matched letters need) for
    `sorted_share` of them.
    """
    rng = random.Random(seed)
    begun = time.perf_counter()
    made = made_up_letters(letters=letters, attempts=attempts, seed=seed)
    index = made.index
    indexed_s = time.perf_counter() - begun
    found = wrong = missed = 0
    read_s = match_s = sort_s = 0.0
    sorted_ = size = 0
    for content, whose, case_number in made.letters():
        size += len(content)
        at = time.perf_counter()
        letter = read_letter(content)
        read = time.perf_counter()
        match = index.match(letter, case_number=case_number)
        matched = time.perf_counter()
        read_s, match_s = read_s + read - at, match_s + matched - read
        found += match is not None and match.attempt == whose
        missed += match is None and whose is not None
        wrong += match is not None and match.attempt != whose
        if rng.random() < sorted_share:
            at = time.perf_counter()
            sort_letter(letter=letter)
            sort_s += time.perf_counter() - at
            sorted_ += 1
    return {
        "mailbox_letters": letters,
        "mailbox_attempts": attempts,
        "mailbox_megabytes": round(size / 1e6, 1),
        "mailbox_index_s": round(indexed_s, 3),
        "mailbox_read_s": round(read_s, 2),
        "mailbox_match_s": round(match_s, 2),
        "mailbox_letters_per_s": round(letters / (read_s + match_s)),
        "mailbox_sort_ms_per_letter": round(1000 * sort_s / max(sorted_, 1), 2),
        "mailbox_found": found,
        "mailbox_missed": missed,
        "mailbox_wrong": wrong,
        "mailbox_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


@dataclass(frozen=True, slots=True)
class MadeUpLetters:
    """A made-up mailbox: the index of its open attempts, and the letters one by one."""

    index: MatchIndex[int]
    count: int
    seed: int
    _account: MailAccount
    _open: tuple[OpenLetter[int], ...]

    def letters(self) -> Iterator[tuple[bytes, int | None, str | None]]:
        """Give each letter with the attempt that it belongs to (None: nobody's) and its case number."""
        return _letters(self.count, self._open, self._account, random.Random(self.seed))


def made_up_letters(*, letters: int, attempts: int, seed: int = 1) -> MadeUpLetters:
    """Make up a mailbox; the same `seed` gives the same one but for the tokens."""
    server = MailServer("127.0.0.1", 9, "none")
    account = MailAccount("bench", "svar+{token}@maaling.example", server, server)
    known = tuple(
        OpenLetter(
            number, token := new_token(), account.address_for(token),
            (message_id_for(token, "maaling.example"),), (f"2026/{number + 10_000}",), "kommune.example",
        )
        for number in range(attempts)
    )  # fmt: skip
    index: MatchIndex[int] = MatchIndex((account,))
    index.add(known)
    return MadeUpLetters(index, letters, seed, account, known)


def _letters(
    count: int, known: tuple[OpenLetter[int], ...], account: MailAccount, rng: random.Random
) -> Iterator[tuple[bytes, int | None, str | None]]:
    for number in range(count):
        recipient, thread, case_number, whose = "svar@maaling.example", "", None, None
        lot = rng.random()
        if lot < 0.1:
            mine = rng.choice(known)
            whose = mine.attempt
            if lot < 0.033:
                recipient = mine.address
            elif lot < 0.066:
                thread = f"In-Reply-To: <{mine.message_ids[0]}>\r\n"
            else:
                case_number = mine.case_numbers[0]
        elif lot < 0.11:
            recipient = account.address_for(new_token())
        yield _LETTER % {
            b"number": str(number).encode(),
            b"recipient": recipient.encode(),
            b"thread": thread.encode(),
            b"words": _WORDS * rng.randint(1, 12),
        }, whose, case_number  # fmt: skip


_WORDS = (
    b"Hei! Takk for henvendelsen. S\xc3\xb8knadsfristen er 1. mars, og du kan s\xc3\xb8ke p\xc3\xa5"
    b" nettsidene v\xc3\xa5re. Ta gjerne kontakt igjen.\r\n"
)
_LETTER = (
    b"Return-Path: <post@kommune.example>\r\nDelivered-To: %(recipient)s\r\n"
    b"Received: from mx.kommune.example by mx.maaling.example; Mon, 23 Nov 2026 09:00:00 +0100\r\n"
    b"From: Kari Holm <kari.holm@kommune.example>\r\nTo: %(recipient)s\r\n"
    b"Subject: =?utf-8?q?Sv=3A_Sp=C3=B8rsm=C3=A5l?=\r\nDate: Mon, 23 Nov 2026 09:00:00 +0100\r\n"
    b"Message-ID: <%(number)s@kommune.example>\r\n%(thread)s"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    b"%(words)s"
)
