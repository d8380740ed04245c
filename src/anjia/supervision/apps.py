from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.supervision.enums import Verb
from anjia.supervision.grants import grant
from anjia.web.addresses import offer_address
from anjia.web.nav import NavItem, register
from anjia.web.panels import provide_page


def public_page(request: HttpRequest) -> dict[str, object]:
    """The link in the foot of every public page, the notices' among them."""
    return {"public_links": [{"url": reverse("supervision:pressed"), "label": _("觉得是被要求参加的？")}]}


class SupervisionConfig(AppConfig):
    name = "anjia.supervision"
    label = "supervision"
    verbose_name = _("督查")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("tasks", "todo"):
            import_module(f"{self.name}.{module}")
        grant()
        offer_address("pressed", "supervision:pressed")
        provide_page(public_page)
        register(NavItem(_("自愿参加反映"), "supervision:reports", Verb.ANSWER, order=70, is_seldom=True))
