from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.stars.grants import grant


class StarsConfig(AppConfig):
    name = "anjia.stars"
    label = "stars"
    verbose_name = _("记星")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        for part in ("receivers", "personal"):
            import_module(f"anjia.stars.{part}")
