"""The errors of the public edition.

PublicError
├── NotOurFolder   a folder holds what no edition put there, or no edition
└── NotPublished   the record holds no published edition of that name
"""


class PublicError(Exception):
    """Why an edition cannot be written; one sentence with the remedy."""

    exit_code = 3


class NotOurFolder(PublicError):
    """A folder holds something that no edition put there, or no edition where one is looked for."""


class NotPublished(PublicError):
    """The record holds no published edition of that name."""

    exit_code = 1
