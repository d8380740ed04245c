from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.web.api.registry import mount


class WebConfig(AppConfig):
    name = "anjia.web"
    label = "web"
    verbose_name = _("界面")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("limits", "once", "drafts", "recycling", "actions.lists"):
            import_module(f"{self.name}.{module}")
        mount("anjia.web.api.jobs.router", "jobs")
