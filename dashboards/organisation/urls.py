"""The organisation's addresses."""

from django.urls import path

from dashboards.organisation.views.actions import action, actions, new_action
from dashboards.organisation.views.colleagues import change_colleague, colleagues, withdraw_invitation
from dashboards.organisation.views.contact import contact, evidence, sound
from dashboards.organisation.views.contacts import contacts
from dashboards.organisation.views.disputes import dispute, disputes, withdraw
from dashboards.organisation.views.download import report, workbook
from dashboards.organisation.views.home import home
from dashboards.organisation.views.hours import add_moment, hour, hours, new_hour, remove_moment, seats
from dashboards.organisation.views.listen import comment, listen
from dashboards.organisation.views.practice import practice, practice_phone
from dashboards.organisation.views.practice_call import ask, call, call_now, stop
from dashboards.organisation.views.result import result, target

app_name = "organisation"
_ONE = "editions/<slug:slug>/"
_CONTACT = f"{_ONE}contacts/<str:key>/"
_HOUR = "hours/<int:pk>/"
urlpatterns = [
    path("", home, name="home"),
    path("target/", target, name="target"),
    path(_ONE, result, name="result"),
    path(f"{_ONE}result.xlsx", workbook, name="workbook"),
    path(f"{_ONE}result.pdf", report, name="report"),
    path(f"{_ONE}contacts/", contacts, name="contacts"),
    path(_CONTACT, contact, name="contact"),
    path(f"{_CONTACT}evidence/<int:pk>/", evidence, name="evidence"),
    path(f"{_CONTACT}sound/<int:pk>/", sound, name="sound"),
    path(f"{_CONTACT}listen/", listen, name="listen"),
    path(f"{_CONTACT}comment/", comment, name="comment"),
    path(f"{_CONTACT}hour/", add_moment, name="add_moment"),
    path(f"{_CONTACT}dispute/", dispute, name="dispute"),
    path(f"{_ONE}disputes/", disputes, name="disputes"),
    path(f"{_ONE}disputes/<int:pk>/withdraw/", withdraw, name="withdraw_dispute"),
    path("actions/", actions, name="actions"),
    path("actions/new/", new_action, name="new_action"),
    path("actions/<int:pk>/", action, name="action"),
    path("hours/", hours, name="hours"),
    path("hours/new/", new_hour, name="new_hour"),
    path(_HOUR, hour, name="hour"),
    path(f"{_HOUR}seats/", seats, name="seats"),
    path(f"{_HOUR}moments/<int:moment>/remove/", remove_moment, name="remove_moment"),
    path("practice/", practice, name="practice"),
    path("practice/phone/", practice_phone, name="practice_phone"),
    path("practice/calls/", ask, name="ask_practice"),
    path("practice/calls/<int:pk>/", call, name="practice_call"),
    path("practice/calls/<int:pk>/now/", call_now, name="practice_now"),
    path("practice/calls/<int:pk>/stop/", stop, name="stop_practice"),
    path("colleagues/", colleagues, name="colleagues"),
    path("colleagues/<int:pk>/", change_colleague, name="change_colleague"),
    path("colleagues/invitations/<int:pk>/withdraw/", withdraw_invitation, name="withdraw_invitation"),
]
