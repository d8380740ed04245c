from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.grants import grant


class EvaluationsConfig(AppConfig):
    name = "anjia.evaluations"
    label = "evaluations"
    verbose_name = _("评议")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        import_module("anjia.evaluations.receivers")
        import_module("anjia.evaluations.tasks")
