"""The errors of this room.

ProbeError
├── NotAllowed          the ethics rules in code refuse the address (never overridable)
├── BadSettings         environment, trunk file or request is wrong; names the field
├── ChannelUnavailable  this machine lacks what the channel needs; says how to get it
├── EngineLost          the process that carried the attempt died or hung
├── BadDocument         a stored timeline cannot be read; names the place
└── BadMessage          the practice town received a SIP message that nobody can read
"""


class ProbeError(Exception):
    """Anything that goes wrong in this room and that a user may read as one sentence."""

    exit_code = 1


class NotAllowed(ProbeError):
    """The address must never be contacted: emergency, premium, or outside the allow-list."""

    exit_code = 4


class BadSettings(ProbeError):
    """A setting is missing or wrong. The message names the field and the remedy."""

    exit_code = 3


class ChannelUnavailable(ProbeError):
    """This machine lacks what a channel needs. The message says in one line how to get it."""

    exit_code = 3


class EngineLost(ProbeError):
    """The process that carried the attempt crashed or hung in the middle of it."""

    exit_code = 5


class BadDocument(ProbeError):
    """A stored document cannot be read. The message names the place in it."""

    exit_code = 3


class BadMessage(ProbeError):
    """A SIP message or a part of it is malformed. Caught where it was received; never shown to a user."""
