from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.stars.enums import Verb
from anjia.stars.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class StarsConfig(AppConfig):
    name = "anjia.stars"
    label = "stars"
    verbose_name = _("记星")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        for part in ("receivers", "personal", "own_file", "todo", "searching", "adverse", "tasks", "annex", "keeping"):
            import_module(f"anjia.stars.{part}")
        mount("anjia.stars.api.router", "stars")
        offer("stars", _("查看季度星数和年度星级"), Verb.VIEW)
        offer("stars_record", _("记星、结季、更正"), Verb.VIEW, Verb.RECORD, Verb.CLOSE, Verb.CORRECT, writes=True)
        offer("stars_grade", _("评定年度星级"), Verb.VIEW, Verb.GRADE, writes=True)
        applies = import_string("anjia.programmes.queries.cycles.counts_stars")
        register(NavItem(_("季度记星"), "stars:quarter_list", Verb.VIEW, order=33, applies=applies))
        register(NavItem(_("年度星级"), "stars:grade_list", Verb.VIEW, order=34, applies=applies))
