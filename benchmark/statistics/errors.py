"""The errors of this room.

StatisticsError
├── BadTable        a column is missing or holds an impossible value; names column and value
├── BadArgument     a number asked for lies outside what the formula allows; names it
├── TooFew          not enough contacts, organisations, raters … for the question; says how many it needs
├── NothingVaries   all scores are equal, or the model fits them without a remainder
├── Disconnected    the design falls into parts that no shopper (or scenario) links; names the parts
└── NotFound        a search for the best fit did not settle; says what to look at
"""


class StatisticsError(Exception):
    """Anything that keeps a statistic from being computed and that a user may read as one sentence."""

    exit_code = 1


class BadTable(StatisticsError):
    """A column is missing or holds an impossible value. The message names column and value."""

    exit_code = 3


class BadArgument(StatisticsError):
    """A number asked for lies outside what the formula allows. The message names it and its range."""

    exit_code = 3


class TooFew(StatisticsError):
    """There are not enough contacts, organisations or raters. The message says how many are needed."""


class NothingVaries(StatisticsError):
    """There is no spread to measure with: all scores are equal, or nothing remains after the model."""


class Disconnected(StatisticsError):
    """The design falls into parts that nobody links, so their levels cannot be compared."""


class NotFound(StatisticsError):
    """A search for the best fit did not settle. The message says what to look at."""
