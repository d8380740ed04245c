from django.urls import path

from anjia.web.views.preferences import PreferencesView

app_name = "web"

urlpatterns = [
    path("preferences/", PreferencesView.as_view(), name="preferences"),
]
