from django.urls import path

from anjia.services.legal_aid.views import overview, steps

app_name = "legal_aid"

urlpatterns = [
    path("services/cases/<uuid:pk>/aid/<str:act>/", steps.ActView.as_view(), name="act"),
    path("help/progress/aid/<str:act>/", steps.ClientActView.as_view(), name="client_act"),
    path("services/aid/measures/", overview.MeasuresView.as_view(), name="measures"),
    path("services/aid/measures/new/", overview.NewMeasureView.as_view(), name="new_measure"),
    path("services/aid/measures/<uuid:pk>/", overview.MeasureView.as_view(), name="measure"),
    path("services/aid/measures/<uuid:pk>/remove/", overview.RemoveMeasureView.as_view(), name="remove_measure"),
    path("services/aid/figures/", overview.AidFiguresView.as_view(), name="figures"),
]
