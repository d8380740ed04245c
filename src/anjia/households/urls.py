from django.urls import path

from anjia.households.views import import_result, imports

app_name = "households"

urlpatterns = [
    path("imports/", imports.BatchListView.as_view(), name="batches"),
    path("imports/upload/", imports.UploadView.as_view(), name="import_upload"),
    path("imports/sample.xlsx", imports.SampleView.as_view(), name="import_sample"),
    path("imports/<uuid:pk>/columns/", imports.ColumnsView.as_view(), name="import_columns"),
    path("imports/<uuid:pk>/preview/", imports.PreviewView.as_view(), name="import_preview"),
    path("imports/<uuid:pk>/confirm/", imports.ConfirmView.as_view(), name="import_confirm"),
    path("imports/<uuid:pk>/marked.xlsx", imports.MarkedFileView.as_view(), name="import_marked"),
    path("imports/<uuid:pk>/", import_result.ResultView.as_view(), name="import_result"),
    path("imports/<uuid:pk>/progress/", import_result.ProgressView.as_view(), name="import_progress"),
    path("imports/<uuid:pk>/discard/", import_result.DiscardView.as_view(), name="import_discard"),
    path("imports/<uuid:pk>/reopen/", import_result.ReopenView.as_view(), name="import_reopen"),
    path("imports/<uuid:pk>/undo/", import_result.UndoView.as_view(), name="import_undo"),
]
