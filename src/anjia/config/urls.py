"""Every address. The public site stands at the root; the staff console below /console/."""

from django.urls import include, path, re_path

from anjia.web.api.site import api
from anjia.web.views.api import NowhereView, ReferenceView, SchemaView
from anjia.web.views.health import LiveView, ReadyView

urlpatterns = [
    path("health/live", LiveView.as_view(), name="health_live"),
    path("health/ready", ReadyView.as_view(), name="health_ready"),
    path("api/openapi.json", SchemaView.as_view(), name="api_schema"),
    path("api/", ReferenceView.as_view(), name="api_reference"),
    path("api/v1/", api.urls),
    re_path(r"^api/v1/.*$", NowhereView.as_view(), name="api_nowhere"),
    path("accounts/", include("anjia.accounts.sign_in_urls")),
    path("accounts/", include("anjia.accounts.urls")),
    path("web/", include("anjia.web.urls")),
    path("regions/", include("anjia.regions.urls")),
    path("documents/", include("anjia.documents.urls")),
    path("households/", include("anjia.households.urls")),
    path("programmes/", include("anjia.programmes.urls")),
    path("evaluations/", include("anjia.evaluations.urls")),
    path("stars/", include("anjia.stars.urls")),
    path("notices/", include("anjia.notices.urls")),
    path("honours/", include("anjia.honours.urls")),
    path("stories/", include("anjia.stories.urls")),
    path("models/", include("anjia.exemplars.urls")),
    path("rolling/", include("anjia.rolling.urls")),
    path("appeals/", include("anjia.appeals.urls")),
    path("console/", include("anjia.console.urls")),
    path("", include("anjia.services.urls")),
    path("", include("anjia.services.care.urls")),
    path("", include("anjia.services.mediation.urls")),
    path("", include("anjia.services.petitions.urls")),
    path("", include("anjia.services.legal_aid.urls")),
    path("", include("anjia.services.protection.urls")),
    path("", include("anjia.services.reintegration.urls")),
    path("", include("anjia.services.counselling.urls")),
    path("", include("anjia.services.surveys.urls")),
    path("", include("anjia.services.offers.urls")),
    path("", include("anjia.supervision.urls")),
    path("", include("anjia.public.urls")),
]
