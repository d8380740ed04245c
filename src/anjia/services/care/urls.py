from django.urls import path

from anjia.services.care.views import offer, projects, roster, steps

app_name = "care"

urlpatterns = [
    path("help/volunteer/", offer.OfferView.as_view(), name="offer"),
    path("help/volunteer/thanks/", offer.OfferedView.as_view(), name="offered"),
    path("services/cases/<uuid:pk>/care/<str:act>/", steps.ActView.as_view(), name="act"),
    path("help/progress/care/<str:act>/", steps.ClientActView.as_view(), name="client_act"),
    path("services/volunteers/", roster.RosterView.as_view(), name="roster"),
    path("services/volunteers/new/", roster.EnterView.as_view(), name="enter"),
    path("services/volunteers/<uuid:pk>/vet/", roster.VetView.as_view(), name="vet"),
    path("services/volunteers/<uuid:pk>/leave/", roster.LeaveView.as_view(), name="leave"),
    path("services/projects/", projects.ProjectsView.as_view(), name="projects"),
    path("services/projects/new/", projects.OpenProjectView.as_view(), name="open_project"),
    path("services/projects/<uuid:pk>/donation/", projects.DonationView.as_view(), name="donation"),
    path("services/projects/<uuid:pk>/close/", projects.CloseProjectView.as_view(), name="close_project"),
]
