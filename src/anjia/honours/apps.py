from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.honours.grants import grant


class HonoursConfig(AppConfig):
    name = "anjia.honours"
    label = "honours"
    verbose_name = _("命名")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("receivers", "tasks", "registrations"):
            import_module(f"{self.name}.{module}")
        grant()
