from django.urls import path

from anjia.console.views import paper_year as paper
from anjia.console.views.demo import DemoDiscard
from anjia.console.views.home import AllTasksView, HomeScreen
from anjia.console.views.inbox import InboxView, KindsView, OpenMessageView, ReadAllView
from anjia.console.views.search import SearchView, SuggestView

app_name = "console"

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
    path("demo/discard/", DemoDiscard.as_view(), name="demo_discard"),
    path("tasks/", AllTasksView.as_view(), name="tasks"),
    path("search/", SearchView.as_view(), name="search"),
    path("search/suggest/", SuggestView.as_view(), name="suggest"),
    path("paper/", paper.PaperYearView.as_view(), name="paper_year"),
    path("paper/meeting/", paper.PaperMeetingView.as_view(), name="paper_meeting"),
    path("paper/opinions/", paper.PaperOpinionsView.as_view(), name="paper_opinions"),
    path("paper/<slug:key>/print/", paper.PaperPrintView.as_view(), name="paper_print"),
    path("paper/<slug:key>/scan/", paper.PaperScanView.as_view(), name="paper_scan"),
    path("paper/<slug:key>/scans/", paper.PaperListView.as_view(), name="paper_scans"),
    path("inbox/", InboxView.as_view(), name="inbox"),
    path("inbox/kinds/", KindsView.as_view(), name="inbox_kinds"),
    path("inbox/read/", ReadAllView.as_view(), name="inbox_read"),
    path("inbox/<uuid:pk>/open/", OpenMessageView.as_view(), name="inbox_open"),
]
