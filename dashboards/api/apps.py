from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API, its reference page, and people's tokens."""

    name = "dashboards.api"
    label = "api"
