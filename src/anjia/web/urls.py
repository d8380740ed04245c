from django.urls import path

from anjia.web.views.gallery import GalleryView
from anjia.web.views.jobs import JobCancelView, JobPartView, JobView
from anjia.web.views.preferences import PreferencesView

app_name = "web"

urlpatterns = [
    path("preferences/", PreferencesView.as_view(), name="preferences"),
    path("jobs/<uuid:pk>/", JobView.as_view(), name="job"),
    path("jobs/<uuid:pk>/part/", JobPartView.as_view(), name="job_part"),
    path("jobs/<uuid:pk>/cancel/", JobCancelView.as_view(), name="job_cancel"),
    path("gallery/", GalleryView.as_view(), {"name": "index"}, name="gallery"),
    path("gallery/<slug:name>/", GalleryView.as_view(), name="gallery"),
]
