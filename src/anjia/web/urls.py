from django.urls import path

from anjia.web.views.gallery import GalleryView
from anjia.web.views.preferences import PreferencesView

app_name = "web"

urlpatterns = [
    path("preferences/", PreferencesView.as_view(), name="preferences"),
    path("gallery/", GalleryView.as_view(), {"name": "index"}, name="gallery"),
    path("gallery/<slug:name>/", GalleryView.as_view(), name="gallery"),
]
