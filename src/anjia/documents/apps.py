from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import Verb
from anjia.kernel.permissions import grants
from anjia.web.api.registry import mount
from anjia.web.exports import Format, register_format, register_long_lists

_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = (
    Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", "anjia.documents.render.lists.render_xlsx"),
    Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document", "anjia.documents.render.lists.render_docx"),
    Format("pdf", "PDF", "application/pdf", "anjia.documents.render.lists.render_pdf"),
)

EXPORTERS = (
    "administrator",
    "village_officer",
    "town_federation",
    "town_leading_group",
    "district_office",
    "city_office",
)


class DocumentsConfig(AppConfig):
    name = "anjia.documents"
    label = "documents"
    verbose_name = _("文书")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("tasks", "todo", "keeping"):
            import_module(f"{self.name}.{module}")
        mount("anjia.documents.api.router", "documents")
        for made in FORMATS:
            register_format(made)
        register_long_lists("documents:export_ask")
        grants.allow(Verb.VOID_NUMBER, "town_leading_group", "district_office", "city_office")
        grants.allow(Verb.VIEW_EXPORTS, *EXPORTERS)
        grants.allow(Verb.APPROVE_EXPORT, "town_leading_group", "district_office")
