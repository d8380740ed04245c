from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class LegalAidConfig(AppConfig):
    name = "anjia.services.legal_aid"
    label = "legal_aid"
    verbose_name = _("法律援助")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_string(f"{self.name}.grants.grant")()
        register = import_string("anjia.services.kinds.register")
        register(import_string(f"{self.name}.kind.LEGAL_AID_CASES"))
