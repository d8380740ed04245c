from django.urls import path

from anjia.supervision.views import public, reports

app_name = "supervision"

urlpatterns = [
    path("ziyuan/", public.PressedView.as_view(), name="pressed"),
    path("ziyuan/received/", public.ReceiptView.as_view(), name="pressed_receipt"),
    path("ziyuan/progress/", public.ProgressView.as_view(), name="pressed_progress"),
    path("supervision/pressure/", reports.ReportListView.as_view(), name="reports"),
    path("supervision/pressure/figures/", reports.FiguresView.as_view(), name="figures"),
    path("supervision/pressure/<uuid:pk>/", reports.ReportAnswerView.as_view(), name="answer"),
]
