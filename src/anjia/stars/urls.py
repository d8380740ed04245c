from django.urls import path

from anjia.stars.views import quarters, recording, years

app_name = "stars"

SHEET = "record/<uuid:cycle>/<uuid:village>/"

urlpatterns = [
    path("", quarters.QuarterList.as_view(), name="quarter_list"),
    path("quarters/<uuid:pk>/", quarters.QuarterDetail.as_view(), name="quarter_detail"),
    path("quarters/<uuid:pk>/close/", quarters.QuarterClose.as_view(), name="quarter_close"),
    path("quarters/<uuid:pk>/correct/<uuid:household>/", quarters.QuarterCorrect.as_view(), name="quarter_correct"),
    path(f"{SHEET}<int:number>/", recording.QuarterRecord.as_view(), name="quarter_record"),
    path(f"{SHEET}<int:number>/sheets/", recording.QuarterSheets.as_view(), name="quarter_sheets"),
    path(f"{SHEET}recusal/<uuid:household>/", recording.StarRecuse.as_view(), name="star_recuse"),
    path("grades/", years.GradeList.as_view(), name="grade_list"),
    path("grades/<uuid:pk>/", years.YearGradeView.as_view(), name="year_grade"),
    path("grades/<uuid:pk>/publish/", years.YearPublishView.as_view(), name="year_publish"),
    path("grades/<uuid:cycle>/<uuid:place>/bulletin/", years.BulletinView.as_view(), name="bulletin"),
    path("grades/<uuid:cycle>/<uuid:place>/summary/", years.SummaryView.as_view(), name="year_summary"),
    path("grades/<uuid:cycle>/<uuid:place>/roster/", years.YearRosterView.as_view(), name="year_roster"),
]
