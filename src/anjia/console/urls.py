from django.urls import path

from anjia.console.views.home import HomeScreen

app_name = "console"

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
]
