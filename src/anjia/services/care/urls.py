from django.urls import path

from anjia.services.care.views import roster, steps

app_name = "care"

urlpatterns = [
    path("services/cases/<uuid:pk>/care/<str:act>/", steps.ActView.as_view(), name="act"),
    path("help/progress/care/<str:act>/", steps.ClientActView.as_view(), name="client_act"),
    path("services/volunteers/", roster.RosterView.as_view(), name="roster"),
    path("services/volunteers/new/", roster.EnterView.as_view(), name="enter"),
    path("services/volunteers/<uuid:pk>/vet/", roster.VetView.as_view(), name="vet"),
    path("services/volunteers/<uuid:pk>/leave/", roster.LeaveView.as_view(), name="leave"),
]
