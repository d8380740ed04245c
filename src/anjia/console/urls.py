from django.urls import path

from anjia.console.views.home import HomeScreen
from anjia.console.views.inbox import InboxView, KindsView, OpenMessageView, ReadAllView

app_name = "console"

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
    path("inbox/", InboxView.as_view(), name="inbox"),
    path("inbox/kinds/", KindsView.as_view(), name="inbox_kinds"),
    path("inbox/read/", ReadAllView.as_view(), name="inbox_read"),
    path("inbox/<uuid:pk>/open/", OpenMessageView.as_view(), name="inbox_open"),
]
