"""The shopper's addresses."""

from django.urls import include, path

from dashboards.shopper.views.brief import brief
from dashboards.shopper.views.calibrate import (
    calibrate,
    calibration,
    calibration_answers,
    calibration_send,
    calibration_sound,
)
from dashboards.shopper.views.home import home
from dashboards.shopper.views.quiz import quiz
from dashboards.shopper.views.rate import answers, rate, send, sound

app_name = "shopper"
_ONE = "contacts/<int:pk>/"
_ALL = "calibration/<int:pk>/"
urlpatterns = [
    path("", home, name="home"),
    path(_ONE, brief, name="contact"),
    path(f"{_ONE}rate/", rate, name="rate"),
    path(f"{_ONE}rate/answers/", answers, name="answers"),
    path(f"{_ONE}rate/send/", send, name="send"),
    path(f"{_ONE}sound/<int:piece>/", sound, name="sound"),
    path("calibration/", calibration, name="calibration"),
    path(_ALL, calibrate, name="calibrate"),
    path(f"{_ALL}answers/", calibration_answers, name="calibration_answers"),
    path(f"{_ALL}send/", calibration_send, name="calibration_send"),
    path(f"{_ALL}sound/<int:piece>/", calibration_sound, name="calibration_sound"),
    path("quiz/<slug:slug>/", quiz, name="quiz"),
    # Call now, rehearsal, chat.
    path("", include("dashboards.shopper.call_urls")),
]
