from django.urls import path

from anjia.rolling.views import cancellations, due, renewals, revocations, titles

app_name = "rolling"

urlpatterns = [
    path("", due.DueList.as_view(), name="due_list"),
    path("counts/", due.DueCounts.as_view(), name="due_counts"),
    path("plan/<uuid:pk>/", due.ReviewPlan.as_view(), name="review_plan"),
    path("sheets/<uuid:pk>/", due.ReviewSheets.as_view(), name="review_sheets"),
    path("titles/<uuid:pk>/", titles.TitleLife.as_view(), name="title_life"),
    path("titles/<uuid:pk>/review/", titles.ReviewRecord.as_view(), name="review_record"),
    path("titles/<uuid:pk>/recusal/", titles.ReviewRecuse.as_view(), name="review_recuse"),
    path("reviews/<uuid:pk>/cancel/", titles.ReviewCancel.as_view(), name="review_cancel"),
    path("rectifications/<uuid:pk>/extend/", revocations.RectificationExtend.as_view(), name="rectification_extend"),
    path(
        "rectifications/<uuid:pk>/notice/<slug:paper>/",
        revocations.RectificationNotice.as_view(),
        name="rectification_notice",
    ),
    path("rectifications/<uuid:pk>/propose/", revocations.RevocationPropose.as_view(), name="revocation_propose"),
    path("revocations/", revocations.RevocationList.as_view(), name="revocation_list"),
    path("revocations/<uuid:pk>/hear/", revocations.RevocationHear.as_view(), name="revocation_hear"),
    path("revocations/<uuid:pk>/approve/", revocations.RevocationApprove.as_view(), name="revocation_approve"),
    path("revocations/<uuid:pk>/decline/", revocations.RevocationDecline.as_view(), name="revocation_decline"),
    path("revocations/<uuid:pk>/deliver/", revocations.RevocationDeliver.as_view(), name="revocation_deliver"),
    path("revocations/<uuid:pk>/agree/", revocations.RevocationAgree.as_view(), name="revocation_agree"),
    path(
        "revocations/<uuid:pk>/letters/<slug:letter>/<slug:paper>/",
        revocations.RevocationLetter.as_view(),
        name="revocation_letter",
    ),
    path("cancellations/", cancellations.CancellationList.as_view(), name="cancellation_list"),
    path("cancellations/draft/<uuid:pk>/", cancellations.CancellationDraft.as_view(), name="cancellation_draft"),
    path("cancellations/<uuid:pk>/", cancellations.CancellationDetail.as_view(), name="cancellation_detail"),
    path("cancellations/<uuid:pk>/sign/", cancellations.CancellationSign.as_view(), name="cancellation_sign"),
    path("cancellations/<uuid:pk>/void/", cancellations.CancellationVoid.as_view(), name="cancellation_void"),
    path(
        "cancellations/<uuid:pk>/files/<slug:paper>/",
        cancellations.CancellationDownload.as_view(),
        name="cancellation_download",
    ),
    path("renewals/draft/<uuid:pk>/", renewals.RenewalDraft.as_view(), name="renewal_draft"),
    path("renewals/<uuid:pk>/decide/", renewals.RenewalDecide.as_view(), name="decision_decide"),
    path("renewals/<uuid:pk>/sign/", renewals.RenewalSign.as_view(), name="decision_sign"),
    path("renewals/<uuid:pk>/void/", renewals.RenewalVoid.as_view(), name="decision_void"),
]
