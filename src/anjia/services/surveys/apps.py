from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "anjia.services.surveys"
    label = "surveys"
    verbose_name = _("不记名问卷")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module(f"{self.name}.tasks")
        import_string(f"{self.name}.grants.grant")()
