"""Every address of the site. tests/dashboards/site/personas.py says who may see each."""

from django.urls import include, path

from dashboards.api.service import service
from dashboards.jury.views.open import open_for_the_jury
from dashboards.public.publish_view import preview_public, publish_public
from dashboards.site.views.demo_cards import sign_in_by_card
from dashboards.site.views.design import design
from dashboards.site.views.home import choose_role, home, soon
from dashboards.site.views.invitation import take_invitation
from dashboards.site.views.language import choose_language

urlpatterns = [
    path("", home, name="home"),
    path("role/", choose_role, name="choose_role"),
    path("role/soon/", soon, name="soon"),
    path("demo/<int:role>/", sign_in_by_card, name="demo_sign_in"),
    path("language/", choose_language, name="language"),
    path("design/", design, name="design"),
    path("invitation/<str:token>/", take_invitation, name="invitation"),
    path("api/v1/", service.urls),
    path("", include("dashboards.api.urls")),
    path("", include("dashboards.letters.urls")),
    path("account/", include("dashboards.site.people.urls")),
    path("evaluator/campaigns/<slug:slug>/jury/", open_for_the_jury, name="open_jury"),
    path("evaluator/campaigns/<slug:slug>/public/", publish_public, name="publish_public"),
    path(
        "evaluator/campaigns/<slug:slug>/public/<slug:names>/<path:path>",
        preview_public,
        name="preview_public",
    ),
    path("evaluator/", include("dashboards.evaluator.urls")),
    path("shopper/", include("dashboards.shopper.urls")),
    path("organisation/", include("dashboards.organisation.urls")),
    path("jury/", include("dashboards.jury.urls")),
    path("award/", include("dashboards.public.urls")),
]

handler400 = "dashboards.site.views.errors.bad_request"
handler403 = "dashboards.site.views.errors.forbidden"
handler404 = "dashboards.site.views.errors.not_found"
handler500 = "dashboards.site.views.errors.broken"
