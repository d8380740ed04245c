from django.urls import path

from anjia.notices.views.next_day import NoticeNextDay
from anjia.notices.views.notice_publish import NoticePoster, NoticePublish, NoticeRepost, NoticeTakeDown
from anjia.notices.views.notices import NoticeDetail, NoticeList
from anjia.notices.views.objection_file import ObjectionFile, ObjectionReceipt, ObjectionRecord
from anjia.notices.views.objection_progress import ObjectionProgress
from anjia.notices.views.objections import ObjectionAnswer, ObjectionList
from anjia.notices.views.public_notices import PublicNoticeList, PublicNoticeView

app_name = "notices"

urlpatterns = [
    path("", PublicNoticeList.as_view(), name="public_notices"),
    path("<uuid:pk>/", PublicNoticeView.as_view(), name="public_notice"),
    path("<uuid:pk>/objection/", ObjectionFile.as_view(), name="object"),
    path("objections/received/", ObjectionReceipt.as_view(), name="objection_receipt"),
    path("objections/progress/", ObjectionProgress.as_view(), name="objection_progress"),
    path("objections/", ObjectionList.as_view(), name="objection_list"),
    path("objections/<uuid:pk>/", ObjectionAnswer.as_view(), name="objection_answer"),
    path("work/", NoticeList.as_view(), name="notice_list"),
    path("work/publish/<uuid:pk>/", NoticePublish.as_view(), name="notice_publish"),
    path("work/<uuid:pk>/", NoticeDetail.as_view(), name="notice_detail"),
    path("work/<uuid:pk>/objection/", ObjectionRecord.as_view(), name="objection_record"),
    path("work/<uuid:pk>/take-down/", NoticeTakeDown.as_view(), name="notice_take_down"),
    path("work/<uuid:pk>/repost/", NoticeRepost.as_view(), name="notice_repost"),
    path("work/<uuid:pk>/next-day/", NoticeNextDay.as_view(), name="notice_next_day"),
    path("work/<uuid:pk>/poster/", NoticePoster.as_view(), name="notice_poster"),
]
