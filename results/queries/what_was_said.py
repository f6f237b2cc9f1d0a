from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from probes.chat.transcript import read_transcript
from probes.chat.turn import Side
from probes.email.letter import read_letter
from results.errors import EvidenceDamaged
from results.evidence import read_evidence
from results.models import Contact, Evidence, Letter
from results.store import Store

CHAT = "chat.json"
"""The name under which a chat's words are kept."""
_WRITTEN = ("person", "acknowledgement", "case_number", "out_of_office")
"""Kinds of letters that an organisation wrote in answer."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something written: by them, by us or, in a chat, by the page itself; with its subject if a letter."""

    side: Side
    text: str
    subject: str = ""


@dataclass(slots=True)
class Said:
    """What a contact left to be rated from: sound that may be heard, and what was written."""

    sounds: list[Evidence] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def what_was_said(contact: Contact) -> Said:
    """Read a contact's recordings, chat and letters, the earliest first; what is gone is left out.

    Sound is there only under an agreement, and is named, not opened.
    """
    said = Said()
    pieces = Evidence.objects.filter(
        Q(kind__in=("sound", "transcript")) | Q(name=CHAT), attempt__contact=contact, purged_at__isnull=True
    )
    for piece in pieces.order_by("attempt__number", "pk"):
        if piece.kind == "sound":
            said.sounds.append(piece)
        else:
            said.lines += _chat(piece)
    letters = Letter.objects.filter(
        attempt__contact=contact, kind__in=_WRITTEN, purged_at__isnull=True, refused=""
    )
    for letter in letters.order_by("received_at", "pk"):
        try:
            read = read_letter(Store().get(letter.sha256))
        except EvidenceDamaged:
            continue
        said.lines.append(Line(Side.THEIRS, text=read.text.strip(), subject=read.subject))
    return said


def _chat(piece: Evidence) -> list[Line]:
    try:
        turns = read_transcript(read_evidence(piece))
    except (EvidenceDamaged, ValueError):
        return []
    return [Line(turn.side, text=turn.text) for turn in turns if turn.text]
