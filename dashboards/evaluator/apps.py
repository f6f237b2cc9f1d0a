from django.apps import AppConfig


class EvaluatorConfig(AppConfig):
    """The evaluator's pages."""

    name = "dashboards.evaluator"
    label = "evaluator"
