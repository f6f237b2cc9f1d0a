from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The record as Django sees it."""

    name = "results"
    label = "results"
    verbose_name = "the record"
    default_auto_field = "django.db.models.BigAutoField"
