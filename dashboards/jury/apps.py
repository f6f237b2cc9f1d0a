from django.apps import AppConfig


class JuryConfig(AppConfig):
    """The jury's pages."""

    name = "dashboards.jury"
    label = "jury"
