from django.urls import path

from anjia.services.views import case, home, intake, public, work

app_name = "services"

urlpatterns = [
    path("help/", public.AskView.as_view(), name="ask"),
    path("help/received/", public.AskReceiptView.as_view(), name="ask_receipt"),
    path("help/progress/", public.FollowView.as_view(), name="follow"),
    path("help/progress/paper/<uuid:pk>/", public.FollowPaperView.as_view(), name="follow_paper"),
    path("help/progress/marks/", public.SurveyView.as_view(), name="survey"),
    path("services/", home.HomeView.as_view(), name="home"),
    path("services/closed/", home.ClosedView.as_view(), name="closed"),
    path("services/figures/", home.FiguresView.as_view(), name="figures"),
    path("services/take-in/", intake.TakeInView.as_view(), name="take_in"),
    path("services/take-in/received/", intake.TakeInReceiptView.as_view(), name="take_in_receipt"),
    path("services/advice/", intake.AdviceView.as_view(), name="advice"),
    path("services/poster/", intake.PosterView.as_view(), name="poster"),
    path("services/open/", case.BreakGlassView.as_view(), name="break_glass"),
    path("services/open/<uuid:pk>/", case.ReviewGlassView.as_view(), name="review_glass"),
    path("services/cases/<uuid:pk>/", case.CaseView.as_view(), name="case"),
    path("services/cases/<uuid:pk>/assign/", work.AssignView.as_view(), name="assign"),
    path("services/cases/<uuid:pk>/concerned/", work.ConcernedView.as_view(), name="concerned"),
    path("services/cases/<uuid:pk>/member/", work.MemberView.as_view(), name="member"),
    path("services/cases/<uuid:pk>/recuse/", work.RecuseView.as_view(), name="recuse"),
    path("services/cases/<uuid:pk>/note/", work.NoteView.as_view(), name="note"),
    path("services/cases/<uuid:pk>/task/", work.TaskView.as_view(), name="task"),
    path("services/cases/<uuid:pk>/urgent/", work.UrgencyView.as_view(), name="urgent"),
    path("services/cases/<uuid:pk>/transfer/", work.TransferView.as_view(), name="transfer"),
    path("services/cases/<uuid:pk>/refer/", work.ReferView.as_view(), name="refer"),
    path("services/cases/<uuid:pk>/close/", work.CloseView.as_view(), name="close"),
    path("services/cases/<uuid:pk>/reopen/", work.ReopenView.as_view(), name="reopen"),
    path("services/papers/<uuid:pk>/", case.PaperView.as_view(), name="paper"),
    path("services/notes/<uuid:pk>/strike/", work.StrikeView.as_view(), name="strike"),
    path("services/tasks/<uuid:pk>/done/", work.TaskDoneView.as_view(), name="task_done"),
    path("services/referrals/<uuid:pk>/accept/", work.AcceptTransferView.as_view(), name="accept_transfer"),
    path("services/referrals/<uuid:pk>/decline/", work.DeclineTransferView.as_view(), name="decline_transfer"),
    path("services/referrals/<uuid:pk>/answer/", work.OutsideAnswerView.as_view(), name="outside_answer"),
    path("services/referrals/<uuid:pk>/call-off/", work.CallOffView.as_view(), name="call_off"),
]
