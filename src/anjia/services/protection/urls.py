from django.urls import path

from anjia.services.protection import views

app_name = "protection"

urlpatterns = [
    path("services/cases/<uuid:pk>/step/<str:act>/", views.ActView.as_view(), name="act"),
    path("help/progress/step/<str:act>/", views.ClientActView.as_view(), name="client_act"),
]
