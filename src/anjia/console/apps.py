from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.console.enums import Verb
from anjia.evaluations.enums import Verb as EvaluationVerb
from anjia.kernel.permissions import grants
from anjia.web.gate import SIGNED_IN
from anjia.web.nav import NavItem, register
from anjia.web.panels import find_panels, provide_page


class ConsoleConfig(AppConfig):
    name = "anjia.console"
    label = "console"
    verbose_name = _("工作台")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(NavItem(_("今天"), "console:home", SIGNED_IN, order=0))
        grants.allow(Verb.DISCARD_DEMO, "administrator")
        find_panels(import_string("anjia.console.setup.find_panels"))
        find_panels(import_string("anjia.console.setup.find_demo_panels"))
        register(NavItem(_("纸上办一年"), "console:paper_year", EvaluationVerb.VIEW, order=68, is_seldom=True))
        import_module(f"{self.name}.receivers")
        provide_page(import_string("anjia.console.page.provide"))
