from django.urls import path

from anjia.households.views import consents, households, import_result, imports

app_name = "households"

urlpatterns = [
    path("", households.HouseholdListView.as_view(), name="list"),
    path("export/", households.HouseholdExportView.as_view(), name="export"),
    path("register/", households.RegisterView.as_view(), name="register"),
    path("<uuid:pk>/", households.HouseholdDetailView.as_view(), name="detail"),
    path("<uuid:pk>/edit/", households.EditView.as_view(), name="edit"),
    path("<uuid:pk>/name/", households.CorrectNameView.as_view(), name="correct_name"),
    path("<uuid:pk>/phone/", households.RevealPhoneView.as_view(), name="reveal_phone"),
    path("<uuid:pk>/withdraw/", households.WithdrawView.as_view(), name="withdraw"),
    path("<uuid:pk>/witness/", consents.WitnessView.as_view(), name="witness"),
    path("<uuid:pk>/members/add/", households.MemberView.as_view(), name="add_member"),
    path("<uuid:pk>/members/<uuid:member>/", households.MemberView.as_view(), name="edit_member"),
    path("<uuid:pk>/members/<uuid:member>/remove/", households.RemoveMemberView.as_view(), name="remove_member"),
    path("consents/", consents.ConsentListView.as_view(), name="consents"),
    path("consents/sheet/", consents.SheetView.as_view(), name="sheet"),
    path("consents/slips/", consents.SlipsView.as_view(), name="slips"),
    path("consents/codes/", consents.CodesView.as_view(), name="codes"),
    path("imports/", imports.BatchListView.as_view(), name="batches"),
    path("imports/upload/", imports.UploadView.as_view(), name="import_upload"),
    path("imports/sample.xlsx", imports.SampleView.as_view(), name="import_sample"),
    path("imports/<uuid:pk>/columns/", imports.ColumnsView.as_view(), name="import_columns"),
    path("imports/<uuid:pk>/preview/", imports.PreviewView.as_view(), name="import_preview"),
    path("imports/<uuid:pk>/confirm/", imports.ConfirmView.as_view(), name="import_confirm"),
    path("imports/<uuid:pk>/marked.xlsx", imports.MarkedFileView.as_view(), name="import_marked"),
    path("imports/<uuid:pk>/", import_result.ResultView.as_view(), name="import_result"),
    path("imports/<uuid:pk>/progress/", import_result.ProgressView.as_view(), name="import_progress"),
    path("imports/<uuid:pk>/cancel/", import_result.CancelView.as_view(), name="import_cancel"),
    path("imports/<uuid:pk>/discard/", import_result.DiscardView.as_view(), name="import_discard"),
    path("imports/<uuid:pk>/reopen/", import_result.ReopenView.as_view(), name="import_reopen"),
    path("imports/<uuid:pk>/undo/", import_result.UndoView.as_view(), name="import_undo"),
]
