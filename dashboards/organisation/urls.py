"""The organisation's addresses."""

app_name = "organisation"
urlpatterns: list[object] = []
