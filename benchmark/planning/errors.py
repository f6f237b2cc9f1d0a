"""The errors of planning. Each is one sentence that says what is wrong and what to do.

PlanningError
├── NoContacts        nobody says how many contacts an organisation gets
├── NoOrganisations   no organisation of the campaign's classes was handed over
├── NoChannelOpen     an organisation cannot be reached in any channel of the method's key
├── NoDayOpen         the fieldwork has no day on which anything may be contacted
├── WindowTooShort    the contacts do not fit into the window under the caps; says how many do
├── NoShopperFits     nobody speaks the language, serves the channel or is free of a conflict
├── TooFewShoppers    the shoppers' own limits leave contacts over; says how many
├── BadShoppers       a list of shoppers is wrong: every mistake with its line
└── SeveralProblems   more than one of these; `problems` holds each
"""

from collections.abc import Sequence


class PlanningError(Exception):
    """No plan can be made. The message says why, in words for the person who plans."""

    exit_code = 3


class NoContacts(PlanningError):
    """Neither the method nor the campaign says how many contacts an organisation gets."""


class NoOrganisations(PlanningError):
    """There is nobody to measure."""


class NoChannelOpen(PlanningError):
    """An organisation cannot be reached in any channel of the method's key."""


class NoDayOpen(PlanningError):
    """The fieldwork has no day on which anything may be contacted."""


class WindowTooShort(PlanningError):
    """The contacts do not fit into the window under the caps.

    `wanted` and `fit` count contacts of the organisation.
    """

    def __init__(self, message: str, *, wanted: int, fit: int) -> None:
        self.wanted, self.fit = wanted, fit
        super().__init__(message)


class NoShopperFits(PlanningError):
    """Nobody speaks the language, serves the channel or is free of a conflict of interest."""


class TooFewShoppers(PlanningError):
    """The shoppers' own limits leave contacts over. `over` counts them."""

    def __init__(self, message: str, *, over: int) -> None:
        self.over = over
        super().__init__(message)


class BadShoppers(PlanningError):
    """A list of shoppers is wrong. The message has every mistake with its line."""


class SeveralProblems(PlanningError):
    """Several organisations or shoppers stand in the way of a plan. `problems` holds each."""

    def __init__(self, problems: Sequence[PlanningError]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{each}" for each in self.problems))
