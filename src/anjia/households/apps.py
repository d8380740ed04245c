from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HouseholdsConfig(AppConfig):
    name = "anjia.households"
    label = "households"
    verbose_name = _("家庭")
    default_auto_field = "django.db.models.BigAutoField"
