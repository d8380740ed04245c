from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.programmes.grants import grant


class ProgrammesConfig(AppConfig):
    name = "anjia.programmes"
    label = "programmes"
    verbose_name = _("创建周期")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
