"""What a rating page shows of a contact in writing."""

import json

from probes.chat.turn import Side

_TURNS = (
    ("own", "Hei, må jeg søke?"),
    ("theirs", "Jeg setter deg over."),
    ("notice", "Du er nummer 1 i køen."),
    ("theirs", "Nei, det må du ikke."),
)


def test_what_the_chat_s_page_says_is_nobody_s_turn(record, planter):
    from results.evidence import keep_evidence
    from results.queries.what_was_said import Line, what_was_said

    attempt = planter.attempt()
    turns = [
        {"ms": 1000.0 * place, "side": side, "speaker": "person", "confidence": 1, "signs": [], "text": text}
        for place, (side, text) in enumerate(_TURNS)
    ]
    content = json.dumps({"svartid_chat": 1, "turns": turns}).encode()
    keep_evidence(attempt=attempt, name="chat.json", content=content)

    assert what_was_said(attempt.contact).lines == [Line(Side(side), text) for side, text in _TURNS]
