"""Sign-in by allauth, without its sign-up."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
