from django.urls import path

from anjia.services.petitions import views

app_name = "petitions"

urlpatterns = [
    path("services/cases/<uuid:pk>/petition/<str:act>/", views.ActView.as_view(), name="act"),
    path("services/orders/<uuid:pk>/", views.AnswerOrderView.as_view(), name="answer_order"),
    path("help/progress/petition/<str:act>/", views.ClientActView.as_view(), name="client_act"),
]
