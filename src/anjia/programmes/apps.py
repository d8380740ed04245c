from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.programmes.enums import Verb
from anjia.programmes.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class ProgrammesConfig(AppConfig):
    name = "anjia.programmes"
    label = "programmes"
    verbose_name = _("创建周期")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        import_string("anjia.programmes.receivers.connect")()
        import_string("anjia.programmes.restoring.connect")()
        mount("anjia.programmes.api.router", "programmes")
        offer("cycles", _("查看创建周期、标准和指标"), Verb.VIEW)
        offer("credits", _("查看、登记积分"), Verb.VIEW, Verb.VIEW_CREDITS, Verb.RECORD_CREDITS, writes=True)
        for module in ("tasks", "searching", "succession", "personal", "keeping"):
            import_module(f"anjia.programmes.{module}")
        register(NavItem(_("创建周期"), "programmes:cycle_list", Verb.VIEW, order=60, is_seldom=True))
        register(NavItem(_("演练"), "programmes:rehearsal_list", Verb.REHEARSE, order=64, is_seldom=True))
        register(NavItem(_("积分登记"), "programmes:credit_home", Verb.VIEW_CREDITS, order=62, is_seldom=True))
