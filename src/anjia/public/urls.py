from django.urls import path

from anjia.public.views.family import FamilyView
from anjia.public.views.home import HomeScreen
from anjia.public.views.stored import StoredScreen

app_name = "public"

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
    path("family/", FamilyView.as_view(), name="family"),
    path("stored/", StoredScreen.as_view(), name="stored"),
]
