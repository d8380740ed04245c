from django.urls import path

from anjia.documents.views.file_download import FileDownload

app_name = "documents"

urlpatterns = [
    path("files/<uuid:pk>/", FileDownload.as_view(), name="file_download"),
]
