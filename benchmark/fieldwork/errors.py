"""The errors of the fieldwork.

FieldworkError
├── CampaignDiffers     a campaign of this name is stored already, made of other documents
├── NameTaken           a campaign of this name is somebody else's
├── NoShoppers          a campaign names shoppers and nobody is to be found under that name
├── NeverDialled        a touchpoint of the campaign is an emergency or premium number
├── NoSuchCampaign      the record holds no campaign of this name
├── NoSuchTouchpoint    the campaign has no touchpoint of this name
├── WorkerRuns          a worker of this label is alive
├── ClockDiffers        this host's clock is another than the database's
├── NotLogged           what a shopper logged cannot be stored; says why
├── NotReviewable       a contact has no chat that could be judged again, or not so
├── NotTried            a test contact may not be made; says why
├── NothingToServe      a worker was told to serve what nobody can serve here
└── StaleClaim          somebody else holds the attempt now; caught where it is raised, never shown
"""


class FieldworkError(Exception):
    """Anything that goes wrong in the fieldwork and that a user may read as one sentence."""

    exit_code = 3


class CampaignDiffers(FieldworkError):
    """What is stored under this name was made of other documents, and has contacts already."""


class NameTaken(FieldworkError):
    """A campaign of this name is stored already, and is not of the award of whoever stores."""


class NoShoppers(FieldworkError):
    """The campaign names shoppers, and there are none: planned for machines alone it could not be mended."""


class NeverDialled(FieldworkError):
    """A touchpoint of the campaign is a number that is never dialled: nothing was stored."""


class NoSuchCampaign(FieldworkError):
    """The record holds no campaign of this name."""


class NoSuchTouchpoint(FieldworkError):
    """The campaign has no touchpoint of this name."""


class WorkerRuns(FieldworkError):
    """Two workers of one label would write under one name."""


class ClockDiffers(FieldworkError):
    """This host's clock is too far from the database's: contacts would be made at wrong times."""


class NothingToServe(FieldworkError):
    """A worker was told to serve a channel that this machine cannot serve."""


class StaleClaim(FieldworkError):
    """The fencing token is not the newest any more: nothing was written."""


class NotLogged(FieldworkError):
    """What a shopper logged cannot be stored. `why` is the reason as a word, for pages."""

    def __init__(self, words: str, why: str) -> None:
        super().__init__(words)
        self.why = why


class NotReviewable(FieldworkError):
    """A contact has no chat whose words are kept, or what was said of its turns cannot be."""


class NotTried(FieldworkError):
    """A test contact may not be made. `why` is the reason as a word, for pages in other languages."""

    def __init__(self, words: str, why: str) -> None:
        super().__init__(words)
        self.why = why
