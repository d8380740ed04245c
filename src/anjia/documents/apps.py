from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import Verb
from anjia.kernel.permissions import grants


class DocumentsConfig(AppConfig):
    name = "anjia.documents"
    label = "documents"
    verbose_name = _("文书")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grants.allow(Verb.VOID_NUMBER, "town_leading_group", "district_office", "city_office")
