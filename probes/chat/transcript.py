import json
import re
from collections.abc import Sequence
from typing import Any

from probes.chat.judge import Judged
from probes.chat.notice import NoticeKind
from probes.chat.phrases import says
from probes.chat.turn import Side, Speaker, Turn
from probes.masking import mask_personal

VERSION = 1


def authors(judged: Sequence[Judged]) -> dict[str, str]:
    """Return a short mark for each author's name in a chat: `a1`, `a2` …, in order of appearance."""
    marks: dict[str, str] = {}
    for one in judged:
        if one.turn.author and one.turn.side is Side.THEIRS:
            marks.setdefault(one.turn.author, f"a{len(marks) + 1}")
    return marks


def transcript(judged: Sequence[Judged], *, began_s: float, own_names: Sequence[str] = ()) -> bytes:
    """Return a chat's words as JSON, for evidence: masked of names, addresses and numbers.

    It keeps what the judgement of each turn was made from, so that a reviewer, or a better judge, can
    decide again: see `read_transcript`. `began_s` is the launch on the turns' clock.
    """
    marks = authors(judged)
    names = [part for name in (*marks, *own_names) for part in re.findall(r"[^\W\d_]{2,}", name)]
    names = [name for name in names if not says("robot_word", name.lower())]
    names += [one.turn.text.split()[0] for one in judged if _joined(one) and one.turn.text.split()]
    turns = [_document(one, marks, names, began_s) for one in judged]
    document = {"svartid_chat": VERSION, "turns": turns}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_transcript(content: bytes) -> list[Turn]:
    """Return the turns of a stored transcript, for judging them again. Raises ValueError if it is none."""
    try:
        document = json.loads(content)
        return [_turn(each) for each in document["turns"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a chat's transcript ({error})") from error


def _document(one: Judged, marks: dict[str, str], names: list[str], began_s: float) -> dict[str, Any]:
    turn = one.turn
    found: dict[str, Any] = {
        "ms": round((turn.at_s - began_s) * 1000, 1),
        "side": turn.side.value,
        "speaker": one.speaker.value,
        "confidence": one.confidence,
        "signs": list(one.signs),
        "text": mask_personal(turn.text, names),
    }
    more = {
        "author": marks.get(turn.author),
        "label": turn.label,
        "mark": None if turn.mark is None else turn.mark.value,
        "typing_s": None if turn.typing_s is None else round(turn.typing_s, 3),
        "choices": turn.choices,
        "early": turn.early,
    }
    return found | {key: value for key, value in more.items() if value}


def _turn(document: dict[str, Any]) -> Turn:
    mark = document.get("mark")
    return Turn(
        at_s=document["ms"] / 1000,
        side=Side(document["side"]),
        text=document["text"],
        author=document.get("author", ""),
        label=document.get("label", ""),
        mark=None if mark is None else Speaker(mark),
        typing_s=document.get("typing_s"),
        choices=document.get("choices", 0),
        early=document.get("early", False),
    )


def _joined(one: Judged) -> bool:
    """Whether a notice begins with the name of somebody who came or went."""
    notice = one.notice
    return notice is not None and notice.kind in (NoticeKind.JOINED, NoticeKind.LEFT)
