from dashboards.reference.markdown import MADE, code, table
from probes.outcome import Outcome

_WORDS = {
    Outcome.ANSWERED_BY_PERSON: "A person spoke or wrote to us.",
    Outcome.ANSWERED_BY_MACHINE_ONLY: "Only machines answered: a menu, an announcement, voicemail, a robot.",
    Outcome.NO_ANSWER: "It rang, and nobody took it.",
    Outcome.BUSY: "Engaged.",
    Outcome.REJECTED: "The organisation's side declined.",
    Outcome.CONGESTION: "The network or the exchange had no room.",
    Outcome.UNREACHABLE: "The address leads nowhere: no such number, no such page, a refused letter.",
    Outcome.WAIT_LIMIT_REACHED: "The method's waiting limit passed before a person answered.",
    Outcome.CLOSED: "The organisation says that it is closed.",
    Outcome.REPLIED: "A person answered in writing, in time.",
    Outcome.AUTO_REPLY_ONLY: "Only automatic letters came before the deadline.",
    Outcome.NO_REPLY: "Nothing came before the deadline.",
    Outcome.FORM_REJECTED: "The form refused what was entered, failed, or did nothing.",
    Outcome.BLOCKED: "A riddle against machines stood in the way. It is never solved.",
    Outcome.CANCELLED: "Ended by us: the stop button, a withdrawn contact.",
    Outcome.LOST: "Our worker died after the contact had begun. It is never repeated by itself.",
    Outcome.ERROR: "Our instrument failed.",
}


def outcomes_page() -> str:
    """Return the page of all outcomes: what each means, whether it counts, whether it may be retried."""
    rows = [
        (code(each), _WORDS[each], _yes(each.counts_as_contact), _yes(each.may_retry)) for each in Outcome
    ]
    return (
        f"{MADE}# Outcomes\n\nEvery attempt ends with exactly one of these words, in every channel."
        f" *Counts*: the"
        " organisation's service decided how it ended, so it may be scored, a zero included. *May be"
        " retried*:"
        " a method is allowed to plan another attempt; whether it does is the method's word.\n\n"
        + table(["outcome", "means", "counts", "may be retried"], rows)
    ).rstrip() + "\n"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
