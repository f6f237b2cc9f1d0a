from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CLASSES: dict[str, str | Promise] = {
    "bank": _("Banks"),
    "culture": _("Culture"),
    "energy": _("Energy"),
    "health": _("Health"),
    "housing": _("Housing"),
    "insurance": _("Insurance"),
    "municipality": _("Municipalities"),
    "telecom": _("Telecom"),
    "transport": _("Transport"),
}


def class_words(slug: str) -> str:
    """Say a class of the library; one of a house's own is said as it is called."""
    return str(_CLASSES.get(slug, slug.replace("-", " ").capitalize()))
