from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.notices.grants import grant


class NoticesConfig(AppConfig):
    name = "anjia.notices"
    label = "notices"
    verbose_name = _("公示")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("receivers", "tasks"):
            import_module(f"{self.name}.{module}")
        grant()
