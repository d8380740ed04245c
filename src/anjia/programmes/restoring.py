"""Bringing back the lists of leading groups, panels and pilots that were replaced; the rules of naming hold again."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.programmes.actions import MemberLine, choose_pilots, compose_panel, name_leading_group
from anjia.programmes.actions.bodies_bin import GROUP, PANEL, PILOTS
from anjia.programmes.enums import Verb
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.web.recycling import Restorable, register


def _place(content: dict[str, Any]) -> tuple[ProgrammeCycle, Region]:
    cycle = ProgrammeCycle.objects.filter(pk=content["cycle"]).first()
    region = Region.objects.filter(pk=content["region"], valid_to__isnull=True).first()
    if cycle is None or region is None:
        raise Refused(_("当时的周期或地区已经没有了，名单不能恢复。"))
    return cycle, region


def _restore_group(content: dict[str, Any], by: Any) -> str:
    cycle, region = _place(content)
    members = [MemberLine(**line) for line in content["members"]]
    name_leading_group(cycle, region, members=members, office=content["office"], by=by)
    return reverse("programmes:leading_group_list", args=[cycle.pk])


def _restore_panel(content: dict[str, Any], by: Any) -> str:
    cycle, region = _place(content)
    origins = {uuid.UUID(user): origin for user, origin in content["origins"].items()}
    compose_panel(cycle, region, origins=origins, by=by)
    return reverse("programmes:panel_list", args=[cycle.pk])


def _restore_pilots(content: dict[str, Any], by: Any) -> str:
    cycle, region = _place(content)
    sites = list(Region.objects.filter(pk__in=content["sites"], valid_to__isnull=True))
    if len(sites) != len(content["sites"]):
        raise Refused(_("原来的培育点里有的地区已经撤销，不能恢复。请重新选定。"))
    choose_pilots(cycle, region, sites=sites, by=by)
    return reverse("programmes:pilot_list", args=[cycle.pk])


def connect() -> None:
    """Called once by `apps.py`."""
    register(Restorable(GROUP, _("领导小组名单"), Verb.NAME_GROUPS, _restore_group))
    register(Restorable(PANEL, _("评选考评小组"), Verb.NAME_PANELS, _restore_panel))
    register(Restorable(PILOTS, _("培育点"), Verb.CHOOSE_PILOTS, _restore_pilots))
