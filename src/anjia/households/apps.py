from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import Verb
from anjia.households.grants import grant
from anjia.kernel.rotation import SealedColumn, also_sealed
from anjia.web.nav import NavItem, register
from anjia.web.panels import provide_page


class HouseholdsConfig(AppConfig):
    name = "anjia.households"
    label = "households"
    verbose_name = _("家庭")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        for module in ("tasks", "receivers", "exports", "todo"):
            import_module(f"{self.name}.{module}")
        also_sealed(SealedColumn(self.get_model("StagedFamily"), "phone_sealed", "households_household.phone"))
        provide_page(import_string("anjia.households.place.provide"))
        register(NavItem(_("家庭登记"), "households:list", Verb.VIEW, order=20))
        register(NavItem(_("导入名册"), "households:batches", Verb.IMPORT, order=21))
