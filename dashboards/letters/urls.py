"""Letters: none of a kind any more, or again."""

from django.urls import path

from dashboards.letters.views import stop, wishes

app_name = "letters"
urlpatterns = [
    path("letters/<str:word>/stop/", stop, name="stop"),
    path("account/letters/", wishes, name="wishes"),
]
