from django.urls import path

from anjia.regions.views.holidays import HolidaysView
from anjia.regions.views.place import SearchPlaceView, SwitchPlaceView
from anjia.regions.views.retention import RetentionView
from anjia.regions.views.rules import AddTermView, AmendRuleView, RulesView, WithdrawRuleView
from anjia.regions.views.tree import CreateGroupsView, RecordTotalsView, TreeView

app_name = "regions"

urlpatterns = [
    path("", TreeView.as_view(), name="tree"),
    path("switch/", SwitchPlaceView.as_view(), name="switch"),
    path("search/", SearchPlaceView.as_view(), name="search"),
    path("holidays/", HolidaysView.as_view(), name="holidays"),
    path("retention/", RetentionView.as_view(), name="retention"),
    path("rules/", RulesView.as_view(), name="rules"),
    path("rules/terms/", AddTermView.as_view(), name="add_term"),
    path("rules/<slug:rule>/", AmendRuleView.as_view(), name="amend_rule"),
    path("rules/<uuid:pk>/withdraw/", WithdrawRuleView.as_view(), name="withdraw_rule"),
    path("<uuid:pk>/", TreeView.as_view(), name="region"),
    path("<uuid:pk>/groups/", CreateGroupsView.as_view(), name="create_groups"),
    path("<uuid:pk>/totals/", RecordTotalsView.as_view(), name="record_totals"),
]
