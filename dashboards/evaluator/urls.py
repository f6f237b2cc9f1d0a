"""The evaluator's addresses."""

from django.urls import path

from dashboards.evaluator.views.awards import awards
from dashboards.evaluator.views.build import build
from dashboards.evaluator.views.calibrate import calibrate
from dashboards.evaluator.views.campaign import campaign, control
from dashboards.evaluator.views.contact import contact, evidence
from dashboards.evaluator.views.contacts import contacts
from dashboards.evaluator.views.counting import counting
from dashboards.evaluator.views.disputes import dispute, disputes
from dashboards.evaluator.views.home import home
from dashboards.evaluator.views.letters import letter, letters
from dashboards.evaluator.views.live import live, live_rows, live_stream
from dashboards.evaluator.views.organisations import organisation, organisations, verify_phone
from dashboards.evaluator.views.people import (
    end_role,
    invite_somebody,
    people,
    resend_invitation,
    withdraw_invitation,
)
from dashboards.evaluator.views.publish import publish
from dashboards.evaluator.views.review import review, review_one, signs
from dashboards.evaluator.views.shoppers import shopper, shoppers
from dashboards.evaluator.views.taking_in import take_in
from dashboards.evaluator.views.touchpoint import touchpoint
from dashboards.evaluator.views.trail import trail
from dashboards.evaluator.views.trial import ask, stop, trial, trial_now

app_name = "evaluator"
_ONE = "campaigns/<slug:slug>/"
_POINT = "organisations/<slug:slug>/<slug:point>/"
urlpatterns = [
    path("", home, name="home"),
    path("build/", build, name="build"),
    path("awards/", awards, name="awards"),
    path(_ONE, campaign, name="campaign"),
    path(f"{_ONE}control/", control, name="control"),
    path(f"{_ONE}live/", live, name="live"),
    path(f"{_ONE}live/rows/", live_rows, name="live_rows"),
    path(f"{_ONE}live/stream/", live_stream, name="live_stream"),
    path(f"{_ONE}contacts/", contacts, name="contacts"),
    path(f"{_ONE}contacts/<str:key>/", contact, name="contact"),
    path(f"{_ONE}contacts/<str:key>/calibrate/", calibrate, name="calibrate"),
    path(f"{_ONE}contacts/<str:key>/counting/", counting, name="counting"),
    path(f"{_ONE}contacts/<str:key>/evidence/<int:pk>/", evidence, name="evidence"),
    path(f"{_ONE}review/", review, name="review"),
    path(f"{_ONE}review/signs/", signs, name="signs"),
    path(f"{_ONE}review/<int:pk>/", review_one, name="review_one"),
    path(f"{_ONE}disputes/", disputes, name="disputes"),
    path(f"{_ONE}disputes/<int:pk>/", dispute, name="dispute"),
    path(f"{_ONE}publish/", publish, name="publish"),
    path("letters/", letters, name="letters"),
    path("letters/<int:pk>/", letter, name="letter"),
    path("organisations/", organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisation, name="organisation"),
    path("organisations/<slug:slug>/phones/<int:pk>/verify/", verify_phone, name="verify_phone"),
    path(_POINT, touchpoint, name="touchpoint"),
    path(f"{_POINT}test/", ask, name="ask_trial"),
    path(f"{_POINT}test/<int:pk>/", trial, name="trial"),
    path(f"{_POINT}test/<int:pk>/now/", trial_now, name="trial_now"),
    path(f"{_POINT}test/<int:pk>/stop/", stop, name="stop_trial"),
    path("shoppers/", shoppers, name="shoppers"),
    path("shoppers/<str:label>/", shopper, name="shopper"),
    path("people/", people, name="people"),
    path("people/invite/", invite_somebody, name="invite"),
    path("people/invitations/<int:pk>/again/", resend_invitation, name="resend_invitation"),
    path("people/roles/<int:pk>/end/", end_role, name="end_role"),
    path("people/invitations/<int:pk>/withdraw/", withdraw_invitation, name="withdraw_invitation"),
    path("import/", take_in, name="take_in"),
    path("trail/", trail, name="trail"),
]
