from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import Verb
from anjia.households.grants import grant
from anjia.kernel.rotation import SealedColumn, also_sealed
from anjia.regions.enums import Verb as RegionVerb
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class HouseholdsConfig(AppConfig):
    name = "anjia.households"
    label = "households"
    verbose_name = _("家庭")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        for module in (
            "tasks",
            "receivers",
            "todo",
            "corrections",
            "searching",
            "succession",
            "own_parts",
            "own_history",
            "keeping",
        ):
            import_module(f"{self.name}.{module}")
        import_string(f"{self.name}.holdings.connect")()
        also_sealed(SealedColumn(self.get_model("StagedFamily"), "phone_sealed", "households_household.phone"))
        mount("anjia.households.api.router", "households")
        offer("households", _("查看家庭登记"), Verb.VIEW)
        offer("households_edit", _("登记、修改家庭"), Verb.VIEW, Verb.EDIT, writes=True)
        importing = (Verb.IMPORT, RegionVerb.CREATE_GROUPS, RegionVerb.RECORD_TOTALS)
        offer("imports", _("导入名册"), *importing, writes=True)
        offer("duplicates", _("合并重复登记"), Verb.VIEW, Verb.SETTLE_DUPLICATES, writes=True)
        offer("cards", _("打印、停用家庭卡"), Verb.ISSUE_CARDS, writes=True)
        offer("consents", _("登记、撤回同意"), Verb.VIEW, Verb.RECORD_CONSENT, writes=True)
        register(NavItem(_("家庭登记"), "households:list", Verb.VIEW, order=20))
        register(NavItem(_("变更申请"), "households:requests", Verb.ANSWER_REQUESTS, order=22))
        register(NavItem(_("导入名册"), "households:batches", Verb.IMPORT, order=21, is_seldom=True))
