from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class CounsellingConfig(AppConfig):
    name = "anjia.services.counselling"
    label = "counselling"
    verbose_name = _("心理咨询")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_string(f"{self.name}.grants.grant")()
        register = import_string("anjia.services.kinds.register")
        register(import_string(f"{self.name}.kind.COUNSELLING_CASES"))
