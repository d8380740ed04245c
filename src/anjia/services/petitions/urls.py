from django.urls import path

from anjia.services.petitions.views import public, steps, suggestions, topics

app_name = "petitions"

urlpatterns = [
    path("services/cases/<uuid:pk>/petition/<str:act>/", steps.ActView.as_view(), name="act"),
    path("services/orders/<uuid:pk>/", steps.AnswerOrderView.as_view(), name="answer_order"),
    path("services/demands/<uuid:pk>/", steps.AnswerDemandView.as_view(), name="answer_demand"),
    path("services/demands/<uuid:pk>/urge/", steps.UrgeView.as_view(), name="urge"),
    path("help/progress/petition/<str:act>/", steps.ClientActView.as_view(), name="client_act"),
    path("help/suggestions/", public.PublicSuggestions.as_view(), name="public_suggestions"),
    path("services/topics/", topics.TopicsView.as_view(), name="topics"),
    path("services/suggestions/", suggestions.SuggestionList.as_view(), name="suggestions"),
    path("services/suggestions/new/", suggestions.NewSuggestionView.as_view(), name="new_suggestion"),
    path("services/suggestions/<uuid:pk>/", suggestions.SuggestionView.as_view(), name="suggestion"),
    path("services/suggestions/<uuid:pk>/revise/", suggestions.ReviseView.as_view(), name="revise_suggestion"),
    path("services/suggestions/<uuid:pk>/letter.<str:form>", suggestions.SuggestionPaperView.as_view(), name="letter"),
    path("services/suggestions/<uuid:pk>/<str:act>/", suggestions.StepView.as_view(), name="suggestion_step"),
]
