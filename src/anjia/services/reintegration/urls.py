from django.urls import path

from anjia.services.reintegration import views

app_name = "reintegration"

urlpatterns = [
    path("services/cases/<uuid:pk>/help/<str:act>/", views.ActView.as_view(), name="act"),
    path("help/progress/help/<str:act>/", views.ClientActView.as_view(), name="client_act"),
    path("services/placements/", views.PlacementsView.as_view(), name="placements"),
    path("services/placements/enter/", views.EnterView.as_view(), name="enter"),
]
