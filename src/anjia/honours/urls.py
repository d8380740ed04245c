from django.urls import path

from anjia.honours.list_steps import (
    AdoptionColumns,
    AdoptionConfirm,
    AdoptionDiscard,
    AdoptionGroups,
    AdoptionPreview,
    AdoptionResult,
    AdoptionUndo,
)
from anjia.honours.views.adopted import DecisionScan
from anjia.honours.views.adoption import AdoptionList, AdoptionMarked, AdoptionSample, AdoptionUpload
from anjia.honours.views.decision_steps import DecisionDecide, DecisionDraft, DecisionSign, DecisionVoid
from anjia.honours.views.decisions import DecisionDetail, DecisionList
from anjia.honours.views.errata import ErratumDetail, ErratumDownload, ErratumResubmit, ErratumReturn, ErratumSign
from anjia.honours.views.files import CertificatesDownload, DecisionDownload
from anjia.honours.views.numbers import NumberRegister, NumberVoid
from anjia.honours.views.own import OwnCertificate
from anjia.honours.views.public import PublicResult, PublicResults, Verify
from anjia.honours.views.titles import CertificatesJob, CertificatesPrint, TitleCertificate, TitleList

app_name = "honours"

urlpatterns = [
    path("", PublicResults.as_view(), name="public_results"),
    path("results/<uuid:pk>/", PublicResult.as_view(), name="public_result"),
    path("verify/", Verify.as_view(), name="verify"),
    path("decisions/", DecisionList.as_view(), name="decision_list"),
    path("decisions/draft/<uuid:pk>/", DecisionDraft.as_view(), name="decision_draft"),
    path("decisions/<uuid:pk>/", DecisionDetail.as_view(), name="decision_detail"),
    path("decisions/<uuid:pk>/decide/", DecisionDecide.as_view(), name="decision_decide"),
    path("decisions/<uuid:pk>/sign/", DecisionSign.as_view(), name="decision_sign"),
    path("decisions/<uuid:pk>/void/", DecisionVoid.as_view(), name="decision_void"),
    path("decisions/<uuid:pk>/files/<slug:paper>/", DecisionDownload.as_view(), name="decision_download"),
    path("decisions/<uuid:pk>/certificates/", CertificatesPrint.as_view(), name="certificates_print"),
    path("certificates/<uuid:pk>/", CertificatesJob.as_view(), name="certificates_job"),
    path("certificates/<uuid:pk>/file/<int:part>/", CertificatesDownload.as_view(), name="certificates_download"),
    path("errata/<uuid:pk>/", ErratumDetail.as_view(), name="erratum_detail"),
    path("errata/<uuid:pk>/sign/", ErratumSign.as_view(), name="erratum_sign"),
    path("errata/<uuid:pk>/return/", ErratumReturn.as_view(), name="erratum_return"),
    path("errata/<uuid:pk>/resubmit/", ErratumResubmit.as_view(), name="erratum_resubmit"),
    path("errata/<uuid:pk>/files/<slug:paper>/", ErratumDownload.as_view(), name="erratum_download"),
    path("numbers/", NumberRegister.as_view(), name="numbers"),
    path("numbers/<uuid:pk>/void/", NumberVoid.as_view(), name="number_void"),
    path("titles/", TitleList.as_view(), name="title_list"),
    path("titles/<uuid:pk>/certificate/", TitleCertificate.as_view(), name="title_certificate"),
    path("own/<uuid:pk>/certificate.pdf", OwnCertificate.as_view(), name="own_certificate"),
    path("titles/earlier/", AdoptionList.as_view(), name="adoption_list"),
    path("titles/earlier/new/", AdoptionUpload.as_view(), name="adoption_upload"),
    path("titles/earlier/sample/", AdoptionSample.as_view(), name="adoption_sample"),
    path("titles/earlier/<uuid:pk>/columns/", AdoptionColumns.as_view(), name="adoption_columns"),
    path("titles/earlier/<uuid:pk>/preview/", AdoptionPreview.as_view(), name="adoption_preview"),
    path("titles/earlier/<uuid:pk>/groups/", AdoptionGroups.as_view(), name="adoption_groups"),
    path("titles/earlier/<uuid:pk>/marked/", AdoptionMarked.as_view(), name="adoption_marked"),
    path("titles/earlier/<uuid:pk>/confirm/", AdoptionConfirm.as_view(), name="adoption_confirm"),
    path("titles/earlier/<uuid:pk>/result/", AdoptionResult.as_view(), name="adoption_result"),
    path("titles/earlier/<uuid:pk>/discard/", AdoptionDiscard.as_view(), name="adoption_discard"),
    path("titles/earlier/<uuid:pk>/undo/", AdoptionUndo.as_view(), name="adoption_undo"),
    path("decisions/<uuid:pk>/scan/", DecisionScan.as_view(), name="decision_scan"),
]
