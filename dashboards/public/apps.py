from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Published editions, for everybody."""

    name = "dashboards.public"
    label = "public"
