from django.urls import path

from anjia.regions.views.holidays import HolidaysView
from anjia.regions.views.place import SearchPlaceView, SwitchPlaceView
from anjia.regions.views.tree import CreateGroupsView, RecordTotalsView, TreeView

app_name = "regions"

urlpatterns = [
    path("", TreeView.as_view(), name="tree"),
    path("switch/", SwitchPlaceView.as_view(), name="switch"),
    path("search/", SearchPlaceView.as_view(), name="search"),
    path("holidays/", HolidaysView.as_view(), name="holidays"),
    path("<uuid:pk>/", TreeView.as_view(), name="region"),
    path("<uuid:pk>/groups/", CreateGroupsView.as_view(), name="create_groups"),
    path("<uuid:pk>/totals/", RecordTotalsView.as_view(), name="record_totals"),
]
