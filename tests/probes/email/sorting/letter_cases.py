"""Reads the letters that the tests sort: those the rules were made with, and the held-out ones."""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

_DATA = Path(__file__).parents[3] / "data"
LANGUAGES = ("nb", "nn", "sv", "da", "en")


@dataclass(frozen=True)
class Case:
    name: str
    language: str
    kind: str
    raw: bytes


def cases_for_rules() -> Iterator[Case]:
    for path in sorted((_DATA / "letters_for_rules").glob("*.txt")):
        told = path.read_text(encoding="utf-8")
        for number, record in enumerate(told.split("=== ")[1:], start=1):
            head, _, text = record.partition("\n")
            kind, subject, sender, headers = (field.strip() for field in f"{head} ".split("|", 3))
            yield Case(f"{path.stem}-{number}", path.stem[:2], kind, _written(subject, sender, headers, text))


def held_out_cases() -> Iterator[Case]:
    for language in LANGUAGES:
        with (_DATA / "letters" / f"{language}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                told = json.loads(line)
                raw = base64.b64decode(told["raw_b64"]) if "raw_b64" in told else told["raw"].encode()
                yield Case(told["id"], language, told["kind"], raw)


def _written(subject: str, sender: str, headers: str, text: str) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "siv+a1b2c3@maaling.example"
    message["Subject"] = subject
    for header in filter(None, headers.split(";")):
        name, _, value = header.partition(":")
        message[name.strip()] = value.strip()
    message.set_content(text)
    return message.as_bytes()


KINDS = ("person", "acknowledgement", "case_number", "out_of_office", "bounce", "other")


def confusion_table(pairs: list[tuple[str, str]]) -> str:
    """Return (truth, decision) pairs as a table in Markdown: a row a truth, a column a decision."""
    counts = Counter(pairs)
    rows = ["| truth \\ decided | " + " | ".join(KINDS) + " |", "| --- |" + " ---: |" * len(KINDS)]
    for truth in KINDS:
        numbers = " | ".join(str(counts[truth, decided]) for decided in KINDS)
        rows.append(f"| {truth} | {numbers} |")
    return "\n".join(rows)
