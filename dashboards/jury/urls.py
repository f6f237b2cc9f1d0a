"""The jury's addresses."""

from django.urls import path

from dashboards.jury.views.contact import contact, note, sound
from dashboards.jury.views.decision import decision, protocol, signature
from dashboards.jury.views.home import conflict, home
from dashboards.jury.views.nominees import ballot, nominees

app_name = "jury"
_CLASS = "<slug:slug>/<slug:klass>/"
urlpatterns = [
    path("", home, name="home"),
    path("<slug:slug>/conflict/", conflict, name="conflict"),
    path(_CLASS, nominees, name="nominees"),
    path(f"{_CLASS}ballot/", ballot, name="ballot"),
    path(f"{_CLASS}contacts/<int:pk>/", contact, name="contact"),
    path(f"{_CLASS}contacts/<int:pk>/note/", note, name="note"),
    path(f"{_CLASS}contacts/<int:pk>/sound/<int:piece>/", sound, name="sound"),
    path(f"{_CLASS}decision/", decision, name="decision"),
    path(f"{_CLASS}decision/sign/", signature, name="signature"),
    path(f"{_CLASS}protocol.pdf", protocol, name="protocol"),
]
