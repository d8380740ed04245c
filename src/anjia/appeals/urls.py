from django.urls import path

from anjia.appeals.views import appeals, deciding, family, filing

app_name = "appeals"

urlpatterns = [
    path("", appeals.AppealList.as_view(), name="appeal_list"),
    path("file/<uuid:pk>/", filing.AppealFile.as_view(), name="appeal_file"),
    path("own/", family.FamilyAppeal.as_view(), name="family_appeal"),
    path("own/<uuid:pk>/", family.FamilyAppealDetail.as_view(), name="family_appeal_detail"),
    path("own/<uuid:pk>/take-back/", family.FamilyTakeBack.as_view(), name="family_take_back"),
    path("own/<uuid:pk>/<slug:paper>.pdf", family.FamilyPaper.as_view(), name="family_paper"),
    path("<uuid:pk>/", appeals.AppealDetail.as_view(), name="appeal_detail"),
    path("<uuid:pk>/receipt/", filing.AppealReceipt.as_view(), name="appeal_receipt"),
    path("<uuid:pk>/take-back/", filing.AppealTakeBack.as_view(), name="appeal_take_back"),
    path("<uuid:pk>/decide/", deciding.AppealDecide.as_view(), name="appeal_decide"),
    path("<uuid:pk>/step-aside/", deciding.AppealStepAside.as_view(), name="appeal_step_aside"),
    path("<uuid:pk>/scan/", deciding.ScanDownload.as_view(), name="scan_download"),
    path("<uuid:pk>/answer/<slug:paper>/", deciding.AppealDownload.as_view(), name="answer_download"),
]
