from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.services.mediation.enums import Verb
from anjia.web.panels import provide_page


def page(request: HttpRequest) -> dict[str, object]:
    """The way to the rounds, for whoever reports of a place."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.scopes(Verb.REPORT):
        return {}
    return {"user_links": [{"url": reverse("mediation:rounds"), "label": _("上门问需")}]}


class MediationConfig(AppConfig):
    name = "anjia.services.mediation"
    label = "mediation"
    verbose_name = _("调解")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module(f"{self.name}.messages")
        import_string(f"{self.name}.grants.grant")()
        register = import_string("anjia.services.kinds.register")
        register(import_string(f"{self.name}.kind.MEDIATIONS"))
        provide_page(page)
