from django.urls import path

from anjia.evaluations.views import (
    candidacies,
    documents,
    meeting_roll,
    meetings,
    nomination,
    rehearsal,
    scoring,
    steps,
)

app_name = "evaluations"

urlpatterns = [
    path("", candidacies.CandidacyListView.as_view(), name="candidacy_list"),
    path("<uuid:pk>/", candidacies.CandidacyDetailView.as_view(), name="candidacy_detail"),
    path("<uuid:pk>/opinion/<slug:step>/", candidacies.CandidacyOpinionView.as_view(), name="candidacy_opinion"),
    path("<uuid:pk>/recusal/", candidacies.CandidacyRecusalView.as_view(), name="candidacy_recusal"),
    path("<uuid:pk>/alternatives/", candidacies.CandidacyAlternativesView.as_view(), name="candidacy_alternatives"),
    path("<uuid:pk>/resubmit/", candidacies.CandidacyResubmitView.as_view(), name="candidacy_resubmit"),
    path("meetings/", meetings.MeetingListView.as_view(), name="meeting_list"),
    path("meetings/plan/", meetings.MeetingPlanView.as_view(), name="meeting_plan"),
    path("meetings/<uuid:pk>/", meetings.MeetingDetailView.as_view(), name="meeting_detail"),
    path("meetings/<uuid:pk>/screen/", meetings.MeetingScreenView.as_view(), name="meeting_screen"),
    path("meetings/<uuid:pk>/panel/", meetings.MeetingPanelView.as_view(), name="meeting_panel"),
    path("meetings/<uuid:pk>/roll/", meeting_roll.MeetingRollView.as_view(), name="meeting_roll"),
    path("meetings/<uuid:pk>/open/", meetings.MeetingOpenView.as_view(), name="meeting_open"),
    path("meetings/<uuid:pk>/close/", meetings.MeetingCloseView.as_view(), name="meeting_close"),
    path("meetings/<uuid:pk>/scoring/", scoring.ScoringOverviewView.as_view(), name="scoring_overview"),
    path("meetings/<uuid:pk>/scoring/finish/", scoring.ScoringFinishView.as_view(), name="scoring_finish"),
    path(
        "meetings/<uuid:pk>/scoring/<uuid:candidacy>/<uuid:rater>/",
        scoring.ScoringSheetView.as_view(),
        name="scoring_sheet",
    ),
    path("meetings/<uuid:pk>/sheets/", documents.ScoreSheetsView.as_view(), name="score_sheets"),
    path("meetings/<uuid:pk>/votes/", nomination.NominationTableView.as_view(), name="nomination_table"),
    path("rehearsal/<uuid:pk>/opinions/", rehearsal.OpinionsPlayView.as_view(), name="opinions_play"),
    path("steps/", steps.DecideView.as_view(), name="decide"),
    path("steps/<slug:step>/", steps.StepQueueView.as_view(), name="step_queue"),
    path("steps/<slug:step>/batch/", steps.StepBatchView.as_view(), name="step_batch"),
    path("steps/<slug:step>/roster/<uuid:pk>/", steps.RosterMakeView.as_view(), name="roster_make"),
]
