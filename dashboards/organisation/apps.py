from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The organisation's pages."""

    name = "dashboards.organisation"
    label = "organisation"
