from enum import StrEnum


class Outcome(StrEnum):
    """How an attempt ended. The same list serves every channel.

    `counts_as_contact` says whether the organisation was met as a citizen would meet it, so that
    the attempt may be scored (a zero included). `may_retry` says whether a method is allowed to
    plan another attempt; whether it does is the method's word.
    """

    ANSWERED_BY_PERSON = "answered_by_person"
    ANSWERED_BY_MACHINE_ONLY = "answered_by_machine_only"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    REJECTED = "rejected"
    CONGESTION = "congestion"
    UNREACHABLE = "unreachable"
    WAIT_LIMIT_REACHED = "wait_limit_reached"
    CLOSED = "closed"
    REPLIED = "replied"
    AUTO_REPLY_ONLY = "auto_reply_only"
    NO_REPLY = "no_reply"
    FORM_REJECTED = "form_rejected"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"
    LOST = "lost"
    ERROR = "error"

    @property
    def counts_as_contact(self) -> bool:
        """True if the organisation's service, not our instrument, decided the attempt."""
        return self not in _NOT_A_CONTACT

    @property
    def may_retry(self) -> bool:
        """True if a method may plan another attempt after this outcome.

        `lost` is never retried by itself: the organisation may have been called already, and a
        second call would spoil the sample and cost a clerk's time.
        """
        return self in _MAY_RETRY


_NOT_A_CONTACT = frozenset({Outcome.BLOCKED, Outcome.CANCELLED, Outcome.LOST, Outcome.ERROR})
_MAY_RETRY = frozenset(
    {
        Outcome.ANSWERED_BY_MACHINE_ONLY,
        Outcome.NO_ANSWER,
        Outcome.BUSY,
        Outcome.REJECTED,
        Outcome.CONGESTION,
        Outcome.UNREACHABLE,
        Outcome.WAIT_LIMIT_REACHED,
        Outcome.CLOSED,
        Outcome.ERROR,
    }
)
