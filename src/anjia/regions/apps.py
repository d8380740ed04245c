from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.regions import permissions
from anjia.regions.enums import Verb
from anjia.web import nav, panels
from anjia.web.api.registry import mount, offer


class RegionsConfig(AppConfig):
    name = "anjia.regions"
    label = "regions"
    verbose_name = _("行政区划")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        permissions.grant()
        post_migrate.connect(import_string("anjia.regions.legal.load_shipped"), sender=self, dispatch_uid="legal")
        panels.provide_page(import_string("anjia.regions.place.provide"))
        import_module("anjia.regions.searching")
        mount("anjia.regions.api.router", "regions")
        offer("regions", _("查看行政区划和工作日"), Verb.VIEW)
        nav.register(nav.NavItem(_("地区"), "regions:tree", Verb.VIEW, order=75, is_seldom=True))
        nav.register(nav.NavItem(_("放假安排"), "regions:holidays", Verb.OVERRIDE_HOLIDAYS, order=90, is_seldom=True))
        nav.register(nav.NavItem(_("规则依据"), "regions:rules", Verb.AMEND_RULES, order=91, is_seldom=True))
        nav.register(nav.NavItem(_("保存期限"), "regions:retention", Verb.VIEW_RETENTION, order=92, is_seldom=True))
