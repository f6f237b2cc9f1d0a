"""The errors of this room.

RankingError
├── BadEstimates          estimates, variances or names do not fit together; names what
├── BadTable              a file of contact scores cannot be read; names the place
├── Incomparable          groups of organisations share no shopper or scenario; names them
├── UnknownOrganisation   a name that is not in the data; says which are near
└── BadPerturbation       a varied weight or rule is unknown, or nothing ever asked for it
"""


class RankingError(Exception):
    """Anything that goes wrong in this room and that a user may read as one sentence."""

    exit_code = 3


class BadEstimates(RankingError):
    """Estimates, variances, names or settings do not fit together."""


class BadTable(RankingError):
    """A file of contact scores cannot be read. The message names the place and the remedy."""


class Incomparable(RankingError):
    """Organisations that no shared shopper or scenario connects cannot be put into one order."""


class UnknownOrganisation(RankingError):
    """A name is not in the data. The message offers what is there."""


class BadPerturbation(RankingError):
    """A weight or rule that was to be varied does not exist, or no computation ever asked for it."""
