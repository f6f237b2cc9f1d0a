from django.apps import AppConfig


class ShopperConfig(AppConfig):
    """The shopper's pages."""

    name = "dashboards.shopper"
    label = "shopper"
