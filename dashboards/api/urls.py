"""The API's reference page and people's tokens; the API itself stands beside it in dashboards/urls.py."""

from django.urls import path

from dashboards.api.views.reference_page import reference_page
from dashboards.api.views.tokens import end_token, new_token, tokens

app_name = "api"
urlpatterns = [
    path("api/", reference_page, name="reference"),
    path("account/tokens/", tokens, name="tokens"),
    path("account/tokens/new/", new_token, name="new_token"),
    path("account/tokens/<int:pk>/end/", end_token, name="end_token"),
]
