from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ReintegrationConfig(AppConfig):
    name = "anjia.services.reintegration"
    label = "reintegration"
    verbose_name = _("安置帮教")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_string(f"{self.name}.grants.grant")()
        register = import_string("anjia.services.kinds.register")
        register(import_string(f"{self.name}.kind.REINTEGRATION_KIND"))
