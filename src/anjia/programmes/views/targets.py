"""Targets: the whole number, and one level of the tree on one page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import SEGMENT, contains
from anjia.programmes.actions import correct_targets, set_total, split_targets
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.forms.targets import TargetForm, TotalForm
from anjia.programmes.queries.targets import TargetTable, children_of, target_table, unbalanced
from anjia.programmes.views.base import CycleMixin, PlaceInCycleMixin, place_within
from anjia.programmes.views.cycles import CycleFormScreen
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.screens import DetailScreen, FormScreen


class TargetView(CycleMixin, DetailScreen):
    """What each place was given, for everybody who sees the cycle; where the session stands."""

    permission = Verb.VIEW
    template_name = "programmes/target_view.html"

    def get_heading(self) -> str:
        return str(_("指标：%(place)s") % {"place": self.shown_place})

    @property
    def shown_place(self) -> Region:
        place = place_within(self, self.cycle)
        return (place.parent or place) if place.level == Level.GROUP else place

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.shown_place
        is_running = self.cycle.state != CycleState.CLOSED
        return super().get_context_data(
            place=place,
            table=target_table(self.cycle, place),
            unbalanced=[r for r in unbalanced(self.cycle) if contains(place.path, r.path)],
            can_allocate=is_running and self.user.may(Verb.ALLOCATE_TARGETS, place.path),
            can_set_total=is_running and self.user.may(Verb.PLAN_CYCLE, self.cycle.region.path),
            **kwargs,
        )


class TargetTotal(CycleFormScreen):
    """The number for the whole cycle."""

    permission = Verb.PLAN_CYCLE
    form_class = TotalForm
    heading = _("全周期指标")

    def get_initial(self) -> dict[str, Any]:
        given = self.cycle.targets.filter(region=self.cycle.region).first()
        return {"safe_families": given.safe_families, "model_families": given.model_families} if given else {}

    def back(self) -> str:
        return reverse("programmes:target_table", args=[self.cycle.pk])

    def perform(self, form: TotalForm) -> str:
        set_total(self.cycle, by=self.user, **form.cleaned_data)
        return self.back()


class TargetAllocate(PlaceInCycleMixin, FormScreen):
    """One level: by households, by hand, or the rest of it by households."""

    permission = Verb.ALLOCATE_TARGETS
    template_name = "programmes/target_allocate.html"
    success_message = _("指标已保存，上下级数字一致。")

    def get_heading(self) -> str:
        return str(_("分解指标：%(place)s") % {"place": self.place})

    @property
    def table(self) -> TargetTable:
        if not hasattr(self, "_table"):
            self._table = target_table(self.cycle, self.place)
        return self._table

    def get_form(self) -> TargetForm:
        return TargetForm(table=self.table, **self.get_form_kwargs())

    def perform(self, form: TargetForm) -> str:
        how = self.request.POST.get("how", "save")
        if how == "split":
            split_targets(self.cycle, self.place, by=self.user)
        else:
            numbers = form.numbers()
            correct_targets(self.cycle, self.place, numbers=numbers, by=self.user, spread_rest=how == "rest")
        return reverse("programmes:target_allocate", args=[self.cycle.pk, self.place.pk])

    def _below(self) -> list[dict[str, Any]]:
        """Links to the next level, where this one was given out."""
        if len(self.place.path) >= SEGMENT * Level.TOWN.depth or not self.table.is_allocated:
            return []
        towns = [child for child in children_of(self.place) if self.user.may(Verb.ALLOCATE_TARGETS, child.path)]
        return [
            {"region": town, "url": reverse("programmes:target_allocate", args=[self.cycle.pk, town.pk])}
            for town in towns
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()
        return super().get_context_data(
            table=self.table,
            lines=kwargs["form"].lines,
            below=self._below(),
            back_url=reverse("programmes:target_table", args=[self.cycle.pk]),
            **kwargs,
        )
