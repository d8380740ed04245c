from django.urls import path

from anjia.households.views.public_requests import Join
from anjia.public.views import card, own
from anjia.public.views.home import HomeScreen
from anjia.public.views.slip import SlipView
from anjia.public.views.stored import StoredScreen

app_name = "public"

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
    path("family/", card.CardView.as_view(), name="family"),
    path("family/out/", card.OutView.as_view(), name="family_out"),
    path("family/slip/", SlipView.as_view(), name="family_slip"),
    path("family/own/", own.OwnFileView.as_view(), name="own_file"),
    path("family/own/part/<slug:key>/", own.PartView.as_view(), name="own_part"),
    path("family/own/choices/", own.ChoicesView.as_view(), name="own_choices"),
    path("family/own/copy/", own.CopyView.as_view(), name="own_copy"),
    path("family/own/leave/", own.LeaveView.as_view(), name="own_leave"),
    path("family/own/erase/", own.EraseView.as_view(), name="own_erase"),
    path("ziyuan/join/", Join.as_view(), name="join"),
    path("stored/", StoredScreen.as_view(), name="stored"),
]
