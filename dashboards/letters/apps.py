from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters when results are released and when ballots open."""

    name = "dashboards.letters"
    label = "letters"
