from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.services.offers.enums import Verb
from anjia.web.addresses import offer_address
from anjia.web.panels import provide_page


def page(request: HttpRequest) -> dict[str, object]:
    """What is offered, at the foot of every public page; for staff who hand out posters, in their own menu."""
    links: dict[str, object] = {"public_links": [{"url": reverse("offers:public"), "label": _("正在提供的服务")}]}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.scopes(Verb.VIEW):
        links["user_links"] = [{"url": reverse("offers:list"), "label": _("服务邀请")}]
    return links


class OffersConfig(AppConfig):
    name = "anjia.services.offers"
    label = "offers"
    verbose_name = _("服务邀请")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("tasks", "todo"):
            import_module(f"{self.name}.{module}")
        import_string(f"{self.name}.grants.grant")()
        register = import_string("anjia.services.kinds.register")
        register(import_string(f"{self.name}.kind.OFFER_REQUESTS"))
        offer_address("offers", "offers:public")
        provide_page(page)
        mount = import_string("anjia.web.api.registry.mount")
        mount(f"{self.name}.api.router", "services")
