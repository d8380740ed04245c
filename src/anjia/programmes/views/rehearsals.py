"""Rehearsals: where to begin one, its steps, and throwing it away."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.programmes.actions import discard_rehearsal, start_rehearsal
from anjia.programmes.enums import Verb
from anjia.programmes.forms.rehearsals import RehearsalForm
from anjia.programmes.guide import steps_of
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries.rehearsals import rehearsals_visible_to
from anjia.programmes.rehearsing import url_outside, url_within
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import visible_to as visible_regions
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, ObjectMixin, TransitionScreen


class RehearsalList(ListScreen):
    """What is being rehearsed in one's places, and how to begin."""

    permission = Verb.VIEW
    template_name = "programmes/rehearsal_list.html"
    heading = _("演练")
    default_order = ("region__path",)
    no_export = "a rehearsal leaves nothing"
    no_columns = "a line for each rehearsal that runs, with the way into it"

    def get_queryset(self) -> QuerySet[ProgrammeCycle]:
        return rehearsals_visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(can_start=bool(self.user.scopes(Verb.REHEARSE)), **kwargs)
        context["lines"] = [
            {"cycle": cycle, "url": url_within(reverse("programmes:rehearsal_detail", args=[cycle.pk]))}
            for cycle in context["rows"]
        ]
        return context


class RehearsalStart(FormScreen):
    """Choose the place; everything else follows the real cycle."""

    permission = Verb.REHEARSE
    template_name = "programmes/rehearsal_start.html"
    heading = _("开始演练")
    submit_label = _("开始演练")
    success_message = _("演练已开始。按步骤做一遍，最后一次清除。")
    form_class = RehearsalForm

    @property
    def places(self) -> QuerySet[Region]:
        seen = visible_regions(self.user, Verb.REHEARSE)
        return seen.filter(level__in=[Level.VILLAGE, Level.TOWN]).select_related("parent").order_by("path")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"places": self.places}

    def get_initial(self) -> dict[str, Any]:
        here = current_place(self.request)
        return {"region": here.pk if here else None}

    def perform(self, form: RehearsalForm) -> str:
        cycle = start_rehearsal(form.cleaned_data["region"], by=self.user)
        return url_within(reverse("programmes:rehearsal_detail", args=[cycle.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("programmes:rehearsal_list"), **kwargs)


class RehearsalMixin(ObjectMixin):
    """Fetches the rehearsal of the address: absent outside the rehearsals, and to everybody else's."""

    context_name = "cycle"
    user: Any

    def get_queryset(self) -> QuerySet[Any]:
        mine = rehearsals_visible_to(self.user).values("pk")
        return ProgrammeCycle.objects.filter(pk__in=mine).select_related("region", "standard_version__standard")


class RehearsalDetail(RehearsalMixin, DetailScreen):
    """The steps, from the meeting to the end of the notice."""

    permission = Verb.VIEW
    template_name = "programmes/rehearsal_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cycle = self.object
        return super().get_context_data(
            guide=steps_of(self.user, cycle),
            started_by=User.objects.filter(pk=cycle.rehearsed_by_id).first(),
            can_discard=self.user.may(Verb.REHEARSE, cycle.region.path),
            **kwargs,
        )


class RehearsalDiscard(RehearsalMixin, TransitionScreen):
    """Throws all of it away."""

    permission = Verb.REHEARSE
    heading = _("清除演练")
    submit_label = _("全部清除")

    def get_queryset(self) -> QuerySet[Any]:
        places = visible_regions(self.user, Verb.REHEARSE).order_by().values("pk")
        return super().get_queryset().filter(region__in=places)

    def get_effect(self) -> str:
        return str(_("这次演练的会议、评分、推举和公示全部清除，不能恢复。正式周期和名册不受影响。"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cycle = self.object
        answers = [
            {"label": _("地区"), "value": cycle.region.name, "url": ""},
            {"label": _("开始于"), "value": f"{cycle.created_at:%Y-%m-%d}", "url": ""},
        ]
        back = reverse("programmes:rehearsal_detail", args=[cycle.pk])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)

    def perform(self, form: Any) -> str:
        gone = discard_rehearsal(self.object, by=self.user)
        told = _("演练已清除，共 %(n)d 条记录，没有留下任何内容。") % {"n": sum(gone.values())}
        messages.success(self.request, told)
        return url_outside(reverse("programmes:rehearsal_list"))
