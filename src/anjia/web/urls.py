from django.urls import path

from anjia.web.views.drafts import DropDraftView, KeepDraftView
from anjia.web.views.gallery import GalleryView
from anjia.web.views.jobs import JobCancelView, JobPartView, JobView
from anjia.web.views.preferences import PreferencesView
from anjia.web.views.recycling import BinView, RestoreView, UndoView
from anjia.web.views.session import EndSessionView, KeepAliveView

app_name = "web"

urlpatterns = [
    path("preferences/", PreferencesView.as_view(), name="preferences"),
    path("drafts/keep/", KeepDraftView.as_view(), name="draft_keep"),
    path("drafts/drop/", DropDraftView.as_view(), name="draft_drop"),
    path("session/continue/", KeepAliveView.as_view(), name="session_continue"),
    path("session/end/", EndSessionView.as_view(), name="session_end"),
    path("bin/", BinView.as_view(), name="bin"),
    path("bin/<uuid:pk>/restore/", RestoreView.as_view(), name="bin_restore"),
    path("bin/<uuid:pk>/undo/", UndoView.as_view(), name="bin_undo"),
    path("jobs/<uuid:pk>/", JobView.as_view(), name="job"),
    path("jobs/<uuid:pk>/part/", JobPartView.as_view(), name="job_part"),
    path("jobs/<uuid:pk>/cancel/", JobCancelView.as_view(), name="job_cancel"),
    path("gallery/", GalleryView.as_view(), {"name": "index"}, name="gallery"),
    path("gallery/<slug:name>/", GalleryView.as_view(), name="gallery"),
]
