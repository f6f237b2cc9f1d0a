from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The parts that all pages share."""

    name = "dashboards.site"
    label = "site"
    verbose_name = "the site"

    def ready(self) -> None:
        """Register who may do what, and what is noted in the audit trail of sign-ins."""
        from dashboards.site.access import rules  # noqa: F401 - registers the predicates
        from dashboards.site.people import signals  # noqa: F401 - connects the receivers
