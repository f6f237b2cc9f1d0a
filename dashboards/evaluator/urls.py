"""The evaluator's addresses."""

from django.urls import path

from dashboards.evaluator.views.home import home

app_name = "evaluator"
urlpatterns = [
    path("", home, name="home"),
]
