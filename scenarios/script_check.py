"""What a telephone script must keep to, beyond each step being right."""

from scenarios.steps import Ask, Bridge, Expect, HangUp, PhoneStep, Say, Stay, WaitFor
from scenarios.telling import Mistakes

Script = tuple[PhoneStep, ...]


def in_order(script: Script) -> Script:
    """Refuse steps that can never be taken, and words to a person before one has answered."""
    wrong = Mistakes()
    _walk(script, at=(), person=False, wrong=wrong)
    wrong.tell()
    return script


def _walk(script: Script, *, at: tuple[str | int, ...], person: bool, wrong: Mistakes) -> None:
    ended: PhoneStep | None = None
    for i, step in enumerate(script):
        here = (*at, i)
        if isinstance(ended, HangUp):
            wrong.add("this step comes after the call has ended", "remove it, or put it first", at=here)
        elif isinstance(ended, Bridge) and not isinstance(step, HangUp):
            wrong.add("the shopper talks from here on", "let only hang_up follow bridge", at=here)
        elif not person and _needs_a_person(step):
            wrong.add("nobody has answered yet", "put `- wait_for: person` before it", at=here)
            person = True  # one mistake, however many steps follow
        if isinstance(step, WaitFor):
            met = step.wait_for == "person"
            _walk(step.then, at=(*here, "then"), person=person or met, wrong=wrong)
            # With `go_on`, the next step may be reached without a person.
            person = person or (met and step.otherwise == "hang_up")
        person = person or (isinstance(step, Expect) and step.expect == "person")
        ended = step if isinstance(step, HangUp | Bridge) else ended


def _needs_a_person(step: PhoneStep) -> bool:
    if isinstance(step, Say):
        return step.say in ("opening", "question", "thanks")
    return isinstance(step, Ask | Bridge | Stay)


def words_used(script: Script) -> list[tuple[tuple[str | int, ...], str]]:
    """Give the parts of the enquiry that a script speaks, each with its place: `question`, `facts`."""
    used: list[tuple[tuple[str | int, ...], str]] = []
    for i, step in enumerate(script):
        if isinstance(step, Ask):
            used.append(((i, "ask"), step.ask))
        if isinstance(step, Say) and isinstance(step.say, str):
            used.append(((i, "say"), step.say))
        if isinstance(step, WaitFor):
            used += [((i, "then", *at), word) for at, word in words_used(step.then)]
    return used
