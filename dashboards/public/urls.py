"""Addresses of published editions; they stay for ever."""

from django.urls import path

from dashboards.public.views import edition, editions

app_name = "public"
urlpatterns = [
    path("", editions, name="editions"),
    path("<slug:slug>/", edition, name="edition"),
    path("<slug:slug>/<path:path>", edition, name="file"),
]
