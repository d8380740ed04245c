"""Leading groups, appraisal panels and pilots: the lists, and naming them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import SEGMENT, under
from anjia.programmes.actions import choose_pilots, compose_panel, name_leading_group
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.forms.bodies import LeadingGroupForm, PanelFilter, PanelForm, PilotForm
from anjia.programmes.models import AppraisalPanel, LeadingGroup, ProgrammeCycle
from anjia.programmes.queries import visible_to
from anjia.programmes.queries.bodies import (
    eligible_for_panel,
    leading_groups,
    over_or_under,
    panel_of,
    pilots_by_town,
    towns_of,
    villages_of,
)
from anjia.programmes.views.base import CycleMixin, PlaceInCycleMixin, place_within
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, FormScreen, ListScreen


class BodyTabs(CycleMixin):
    """The three lists stand side by side."""

    tab = ""

    @property
    def is_running(self) -> bool:
        return self.cycle.state != CycleState.CLOSED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [
            ("leading_group_list", _("领导小组")),
            ("panel_list", _("评选考评小组")),
            ("pilot_list", _("培育点")),
        ]
        return super().get_context_data(
            tabs=[
                {
                    "label": label,
                    "url": reverse(f"programmes:{name}", args=[self.cycle.pk]),
                    "is_current": name == self.tab,
                    "count": "",
                }
                for name, label in tabs
            ],
            **kwargs,
        )


class LeadingGroupList(BodyTabs, DetailScreen):
    """The district's group and those of the towns one sees."""

    permission = Verb.VIEW
    template_name = "programmes/leading_group_list.html"
    heading = _("领导小组")
    tab = "leading_group_list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = leading_groups(self.cycle, self.user)
        rows = [
            {
                "region": place,
                "group": groups.get(place.pk),
                "can_name": self.is_running and self.user.may(Verb.NAME_GROUPS, place.path),
            }
            for place in [self.cycle.region, *over_or_under(towns_of(self.cycle), self.user)]
        ]
        return super().get_context_data(rows=rows, **kwargs)


class LeadingGroupName(PlaceInCycleMixin, FormScreen):
    permission = Verb.NAME_GROUPS
    template_name = "programmes/leading_group_name.html"
    success_message = _("领导小组名单已保存。")

    def get_heading(self) -> str:
        return str(_("领导小组：%(place)s") % {"place": self.place})

    def get_form(self) -> LeadingGroupForm:
        group = LeadingGroup.objects.filter(cycle=self.cycle, region=self.place).first()
        return LeadingGroupForm(group=group, **self.get_form_kwargs())

    def perform(self, form: LeadingGroupForm) -> str:
        office = form.cleaned_data["office"]
        name_leading_group(self.cycle, self.place, members=form.members(), office=office, by=self.user)
        return self._back()

    def _back(self) -> str:
        return reverse("programmes:leading_group_list", args=[self.cycle.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self._back(), **kwargs)


@dataclass(frozen=True)
class PanelLine:
    """A village with its panel, if it has one."""

    region: Region
    panel: AppraisalPanel | None
    can_name: bool

    @property
    def members(self) -> list[str]:
        members = self.panel.members.all() if self.panel else ()
        return [f"{member.user}（{member.get_origin_display()}）" for member in members]

    @property
    def told(self) -> str:
        names = "、".join(self.members) or str(_("还没有考评小组"))
        return f"{names}（{_('待确认')}）" if self.panel and self.panel.is_proposal else names


PANEL_COLUMNS = (
    Column("village", _("村（社区）"), "region.name", order="name", is_essential=True),
    Column("town", _("乡镇（街道）"), "region.parent.name"),
    Column(
        "members",
        _("成员"),
        lambda line: line.told,
        tone=lambda line: "" if line.panel and not line.panel.is_proposal else "due",
        is_personal=True,
        share=5,
    ),
)


class PanelList(BodyTabs, ListScreen):
    """The villages of one's places and who sits on their panels."""

    permission = Verb.VIEW
    template_name = "programmes/panel_list.html"
    heading = _("评选考评小组")
    tab = "panel_list"
    default_order = ("path",)
    orders = {"name": ("name", "path")}
    page_size = 50
    columns = PANEL_COLUMNS
    export_verb = Verb.VIEW
    export_scope = "path"
    filter_form = PanelFilter
    other_keys = frozenset({"place"})
    acts_label = _("办理")

    @cached_property
    def cycle(self) -> ProgrammeCycle:
        return get_object_or_404(visible_to(self.user), pk=self.kwargs["pk"])

    @property
    def object(self) -> ProgrammeCycle:
        return self.cycle

    def get_queryset(self) -> QuerySet[Any]:
        here = place_within(self, self.cycle).path[: SEGMENT * Level.VILLAGE.depth]
        seen = over_or_under(villages_of(self.cycle), self.user)
        return seen.filter(under("path", here)).select_related("parent")

    def filter(self, queryset: QuerySet[Region]) -> QuerySet[Region]:
        if self.filters.condition("show") != "missing":
            return queryset
        return queryset.exclude(
            pk__in=AppraisalPanel.objects.filter(cycle=self.cycle, is_proposal=False).order_by().values("region")
        )

    def prepare(self, rows: Sequence[Region]) -> list[PanelLine]:
        panels = AppraisalPanel.objects.filter(cycle=self.cycle, region__in=rows)
        named = {panel.region_id: panel for panel in panels.prefetch_related("members__user")}
        may = [self.is_running and self.user.may(Verb.NAME_PANELS, village.path) for village in rows]
        return [PanelLine(row, named.get(row.pk), can) for row, can in zip(rows, may, strict=True)]


class PanelName(PlaceInCycleMixin, FormScreen):
    permission = Verb.NAME_PANELS
    template_name = "programmes/panel_name.html"
    success_message = _("评选考评小组已保存。")

    def get_heading(self) -> str:
        return str(_("评选考评小组：%(place)s") % {"place": self.place})

    def get_form(self) -> PanelForm:
        panel = panel_of(self.cycle, self.place)
        origins = {member.user_id: member.origin for member in panel.members.all()} if panel else {}
        return PanelForm(people=eligible_for_panel(self.place), origins=origins, **self.get_form_kwargs())

    def perform(self, form: PanelForm) -> str:
        compose_panel(self.cycle, self.place, origins=form.origins(), by=self.user)
        return self._back()

    def _back(self) -> str:
        return reverse("programmes:panel_list", args=[self.cycle.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self._back(), **kwargs)


class PilotList(BodyTabs, DetailScreen):
    """The towns one sees and their pilots."""

    permission = Verb.VIEW
    template_name = "programmes/pilot_list.html"
    heading = _("培育点")
    tab = "pilot_list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = pilots_by_town(self.cycle, self.cycle.region.path)
        rows = [
            {
                "region": town,
                "pilots": chosen.get(town.path, []),
                "can_choose": self.is_running and self.user.may(Verb.CHOOSE_PILOTS, town.path),
            }
            for town in over_or_under(towns_of(self.cycle), self.user)
        ]
        return super().get_context_data(rows=rows, **kwargs)


class PilotChoose(PlaceInCycleMixin, FormScreen):
    permission = Verb.CHOOSE_PILOTS
    success_message = _("培育点已保存。")

    def get_heading(self) -> str:
        return str(_("培育点：%(place)s") % {"place": self.place})

    def get_initial(self) -> dict[str, Any]:
        chosen = pilots_by_town(self.cycle, self.place.path).get(self.place.path, [])
        return {"sites": [pilot.region_id for pilot in chosen]}

    def get_form(self) -> PilotForm:
        places = villages_of(self.cycle).filter(under("path", self.place.path))
        return PilotForm(places=places, **self.get_form_kwargs())

    def perform(self, form: PilotForm) -> str:
        choose_pilots(self.cycle, self.place, sites=list(form.cleaned_data["sites"]), by=self.user)
        return self._back()

    def _back(self) -> str:
        return reverse("programmes:pilot_list", args=[self.cycle.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self._back(), **kwargs)
