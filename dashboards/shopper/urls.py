"""The shopper's addresses."""

from django.urls import include, path

from dashboards.shopper.views.brief import brief
from dashboards.shopper.views.home import home

app_name = "shopper"
_ONE = "contacts/<int:pk>/"
urlpatterns = [
    path("", home, name="home"),
    path(_ONE, brief, name="contact"),
    # Call now, rehearsal, chat.
    path("", include("dashboards.shopper.call_urls")),
]
