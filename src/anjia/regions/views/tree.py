"""The tree in one's own scope: what stands below a place, groups, household totals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.regions.actions import create_groups, record_household_totals
from anjia.regions.enums import Level, Verb
from anjia.regions.forms import GroupsForm, TotalsForm
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import (
    ChildTotal,
    breadcrumb,
    groups_under,
    household_totals,
    totals_by_child,
    visible_to,
)
from anjia.web.columns import Column
from anjia.web.filters import FilterForm, SearchField
from anjia.web.screens import ListScreen, ObjectFormScreen, absent


@dataclass(frozen=True)
class Child:
    """A place below, with its groups and households."""

    region: Region
    total: ChildTotal

    @property
    def households(self) -> int | None:
        """Their number as far as it is recorded; None where none is."""
        return self.total.households if self.total.missing < self.total.groups else None


COLUMNS = (
    Column(
        "name",
        _("名称"),
        "region.name",
        order="name",
        href=lambda child: (
            "" if child.region.level == Level.GROUP else reverse("regions:region", args=[child.region.pk])
        ),
        is_essential=True,
        share=3,
    ),
    Column("code", _("区划代码"), "region.code", order="code"),
    Column("groups", _("小组"), "total.groups", is_figure=True, share=1),
    Column("households", _("总户数"), "households", is_figure=True, part="regions/parts/total.html", share=1.5),
    Column("missing", _("未登记的组"), "total.missing", is_figure=True, starts_hidden=True, share=1.5),
)


class TreeFilter(FilterForm):
    q = SearchField(_("名称"))


class TreeView(ListScreen):
    """What stands below a place, with its groups and households; without an id, where the session stands."""

    permission = Verb.VIEW
    template_name = "regions/tree.html"
    default_order = ("path",)
    orders = {"code": ("code",), "name": ("name", "path")}
    page_size = 50
    columns = COLUMNS
    filter_form = TreeFilter
    list_name = "regions:tree"

    @cached_property
    def place(self) -> Region:
        wanted = self.kwargs.get("pk")
        seen = visible_to(self.user)
        place = seen.filter(pk=wanted).first() if wanted else current_place(self.request)
        if place is None:
            raise absent()
        return place

    def get_heading(self) -> str:
        return self.place.name

    def get_queryset(self) -> QuerySet[Region]:
        return visible_to(self.user).filter(parent=self.place)

    def filter(self, queryset: QuerySet[Region]) -> QuerySet[Region]:
        words = self.filters.condition("q").strip()
        return queryset.filter(name__icontains=words) if words else queryset

    @cached_property
    def totals(self) -> dict[str, ChildTotal]:
        return totals_by_child(self.place)

    def prepare(self, rows: Sequence[Region]) -> list[Child]:
        return [Child(region, self.totals.get(region.path, ChildTotal())) for region in rows]

    def get_columns(self) -> tuple[Column, ...]:
        """Groups have no groups below them."""
        no_groups = self.place.level == Level.VILLAGE
        return tuple(column for column in self.columns if not (no_groups and column.key == "groups"))

    def get_paper_title(self) -> str:
        return _("%(place)s下级地区与总户数") % {"place": self.place.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        place, totals = self.place, self.totals
        is_village = place.level == Level.VILLAGE
        return {
            **context,
            "place": place,
            "trail": breadcrumb(place, self.user)[:-1],
            "is_elsewhere": place != current_place(self.request),
            "sum": _sum(totals.values()),
            "can_create_groups": is_village and self.user.may(Verb.CREATE_GROUPS, place.path),
            "can_record_totals": is_village and self.user.may(Verb.RECORD_TOTALS, place.path),
        }


def _sum(totals: Iterable[ChildTotal]) -> ChildTotal:
    columns = zip(*((t.groups, t.missing, t.households) for t in totals), strict=True)
    return ChildTotal(*(sum(column) for column in columns))


class VillageFormScreen(ObjectFormScreen):
    """A form about one village of one's scope."""

    abstract = True
    context_name = "village"

    def get_queryset(self) -> QuerySet[Region]:
        return visible_to(self.user, str(self.permission)).filter(level=Level.VILLAGE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("regions:region", args=[self.object.pk]), **kwargs)


class CreateGroupsView(VillageFormScreen):
    """The groups of a village, at once."""

    permission = Verb.CREATE_GROUPS
    template_name = "regions/create_groups.html"
    form_class = GroupsForm
    heading = _("建立村（居）民小组")
    submit_label = _("建立小组")

    def perform(self, form: GroupsForm) -> str:
        created = create_groups(self.object, labels=form.cleaned_data["labels"], by=self.user)
        text = _("已建立 %(count)d 个小组。") if created else _("这些小组都已经有了，没有重复建立。")
        self.success_message = text % {"count": len(created)}
        return reverse("regions:region", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(groups=groups_under(self.object.path), **kwargs)


class RecordTotalsView(VillageFormScreen):
    """The household totals of a village's groups on one page, from paper or from the group leaders."""

    permission = Verb.RECORD_TOTALS
    template_name = "regions/record_totals.html"
    form_class = TotalsForm
    heading = _("登记各组总户数")
    submit_label = _("保存总户数")

    def get_form_kwargs(self) -> dict[str, Any]:
        groups = list(groups_under(self.object.path))
        totals = household_totals([group.pk for group in groups])
        return {**super().get_form_kwargs(), "groups": groups, "totals": totals}

    def perform(self, form: TotalsForm) -> str:
        day, note = form.cleaned_data["as_of"], form.cleaned_data["note"]
        changed = record_household_totals(form.totals(), as_of=day, by=self.user, note=note)
        self.success_message = _("已登记 %(count)d 个组的总户数。") % {"count": changed}
        return reverse("regions:region", args=[self.object.pk])
