from django.urls import path

from anjia.documents.views.exports import ExportApprove, ExportAsk, ExportDownload, ExportList
from anjia.documents.views.file_download import FileDownload

app_name = "documents"

urlpatterns = [
    path("files/<uuid:pk>/", FileDownload.as_view(), name="file_download"),
    path("exports/", ExportList.as_view(), name="export_list"),
    path("exports/new/", ExportAsk.as_view(), name="export_ask"),
    path("exports/<uuid:pk>/approve/", ExportApprove.as_view(), name="export_approve"),
    path("exports/<uuid:pk>/file/", ExportDownload.as_view(), name="export_download"),
]
