from django.urls import path

from anjia.services.surveys.views import filling, making, papers, public

app_name = "surveys"

urlpatterns = [
    path("help/survey/", public.FindView.as_view(), name="find"),
    path("help/survey/<str:code>/", public.AnswerView.as_view(), name="answer"),
    path("help/survey/<str:code>/thanks/", public.ThanksView.as_view(), name="thanks"),
    path("services/surveys/", making.ListView.as_view(), name="list"),
    path("services/surveys/new/", making.NewView.as_view(), name="new"),
    path("services/surveys/<uuid:pk>/", making.SurveyView.as_view(), name="survey"),
    path("services/surveys/<uuid:pk>/question/", making.QuestionView.as_view(), name="question"),
    path("services/surveys/question/<uuid:pk>/remove/", making.RemoveQuestionView.as_view(), name="remove_question"),
    path("services/surveys/<uuid:pk>/open/", making.OpenView.as_view(), name="open"),
    path("services/surveys/<uuid:pk>/drop/", making.DropView.as_view(), name="drop"),
    path("services/surveys/<uuid:pk>/close/", making.CloseView.as_view(), name="close"),
    path("services/surveys/<uuid:pk>/codes/", filling.CodesView.as_view(), name="codes"),
    path("services/surveys/<uuid:pk>/type/", filling.TypeView.as_view(), name="type"),
    path("services/surveys/<uuid:pk>/import/", filling.ImportView.as_view(), name="import"),
    path("services/surveys/batch/<uuid:pk>/", filling.TakeBackView.as_view(), name="take_back"),
    path("services/surveys/code/<uuid:pk>/", papers.PosterView.as_view(), name="poster"),
    path("services/surveys/<uuid:pk>/<str:paper>/paper/", papers.PaperView.as_view(), name="paper"),
]
