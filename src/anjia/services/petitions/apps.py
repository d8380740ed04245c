from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "anjia.services.petitions"
    label = "petitions"
    verbose_name = _("信访")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_string(f"{self.name}.grants.grant")()
        register = import_string("anjia.services.kinds.register")
        register(import_string(f"{self.name}.kind.PETITIONS"))
        for part in ("todo", "searching", "tasks"):
            import_module(f"{self.name}.{part}")
