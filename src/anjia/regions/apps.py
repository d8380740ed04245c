from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.regions import permissions


class RegionsConfig(AppConfig):
    name = "anjia.regions"
    label = "regions"
    verbose_name = _("行政区划")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        permissions.grant()
