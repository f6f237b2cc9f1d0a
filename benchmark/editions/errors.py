"""The errors of this room.

EditionError
├── NoSuchCampaign   the record holds no campaign of that name
├── NotReleasable    a gate of the release is not met
├── NotPublishable   a gate of the publication is not met, or there is nothing to publish
├── ExampleThere     the record holds this example edition already, or another one of its name
└── NotScorable      a document as used is missing or cannot be read, or what there is gives no ranking
"""


class EditionError(Exception):
    """Why an edition cannot be put together; one sentence with the remedy."""

    exit_code = 3


class NoSuchCampaign(EditionError):
    """The record holds no campaign of that name. The message names those that it holds."""


class NotScorable(EditionError):
    """A document that scoring needs is missing or cannot be read, or what there is gives no ranking.

    `word` says why, for a page in any language: questionnaire (there is none), document (not readable by this
    Svartid), method (it does not fit the questionnaire), fieldwork (it does not fit it), scores (no contact
    has one), few, alike, apart (nobody links the parts), other. The message says it whole, for the terminal.
    """

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class NotReleasable(EditionError):
    """A campaign's results cannot be released yet; names the gates that fail."""

    exit_code = 1


class NotPublishable(EditionError):
    """An edition cannot be published, or corrected, yet; names what fails."""

    exit_code = 1


class ExampleThere(EditionError):
    """The record holds the example edition already, whole or drawn from another seed."""

    exit_code = 1
