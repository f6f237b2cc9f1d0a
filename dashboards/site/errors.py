"""The errors of the site outside of its pages.

SiteError
├── BadSiteSetting     a setting of the site cannot be read; names it and shows a right one
└── BadInvitation      an invitation cannot be made or taken; says why
"""


class SiteError(Exception):
    """Anything that goes wrong in the site and that a user may read as one sentence."""

    exit_code = 1


class BadSiteSetting(SiteError):
    """A setting of the site cannot be read."""

    exit_code = 3


class BadInvitation(SiteError):
    """An invitation cannot be made or taken."""

    exit_code = 1
