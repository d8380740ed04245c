from django.urls import path

from anjia.public.views.home import HomeScreen
from anjia.public.views.stored import StoredScreen

app_name = "public"

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
    path("stored/", StoredScreen.as_view(), name="stored"),
]
