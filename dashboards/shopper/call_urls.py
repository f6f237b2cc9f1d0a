"""Addresses of the telephone and the chat: Call now, the rehearsal, the bridged chat."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
