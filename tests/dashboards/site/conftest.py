"""The site's harness serves every role's folder: it stands one above."""

from tests.dashboards.conftest import PASSWORD, Site, serving, token

__all__ = ["PASSWORD", "Site", "serving", "token"]
