from django.urls import path

from anjia.services.mediation.views import registers, rounds, steps

app_name = "mediation"

urlpatterns = [
    path("services/cases/<uuid:pk>/mediation/<str:act>/", steps.ActView.as_view(), name="act"),
    path("help/progress/mediation/<str:act>/", steps.ClientActView.as_view(), name="client_act"),
    path("services/mediation/", registers.RegistersView.as_view(), name="registers"),
    path("services/mediation/committee/", registers.CommitteeView.as_view(), name="committee"),
    path("services/mediation/committee/<uuid:pk>/end/", registers.EndCommitteeView.as_view(), name="end_committee"),
    path("services/mediation/training/", registers.TrainingView.as_view(), name="training"),
    path("services/mediation/answering/", registers.LinkView.as_view(), name="link"),
    path("services/rounds/", rounds.RoundsView.as_view(), name="rounds"),
    path("services/rounds/begin/", rounds.ScreeningView.as_view(), name="screening"),
    path("services/rounds/<uuid:pk>/report/", rounds.ReportView.as_view(), name="report"),
    path("services/rounds/<uuid:pk>/<str:form>/", rounds.RoundPaperView.as_view(), name="round_paper"),
]
