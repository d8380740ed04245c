from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "anjia.programmes"
    label = "programmes"
    verbose_name = _("创建周期")
    default_auto_field = "django.db.models.BigAutoField"
