from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HonoursConfig(AppConfig):
    name = "anjia.honours"
    label = "honours"
    verbose_name = _("命名")
    default_auto_field = "django.db.models.BigAutoField"
