from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Verb
from anjia.services.grants import grant
from anjia.web.addresses import offer_address
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register
from anjia.web.panels import provide_page


def public_page(request: HttpRequest) -> dict[str, object]:
    """The way in, at the foot of every public page; for staff who take down what people say, in their own menu."""
    links: dict[str, object] = {"public_links": [{"url": reverse("services:ask"), "label": _("有事找我们")}]}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.scopes(Verb.TAKE_IN):
        links["user_links"] = [{"url": reverse("services:take_in"), "label": _("登记来访来电")}]
    return links


class ServicesConfig(AppConfig):
    name = "anjia.services"
    label = "services"
    verbose_name = _("权益服务")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("messages", "tasks", "todo"):
            import_module(f"{self.name}.{module}")
        grant()
        keep_apart = import_string("anjia.accounts.walls.keep_apart")
        keep_apart(import_string(f"{self.name}.people.why_apart"))
        offer_address("help", "services:ask")
        provide_page(public_page)
        mount("anjia.services.api.router", "services")
        offer("service_figures", _("查看权益服务已结束季度的合计数字（不含任何案件）"), Verb.VIEW_FIGURES)
        register(NavItem(_("权益服务"), "services:home", Verb.WORK, order=5))
