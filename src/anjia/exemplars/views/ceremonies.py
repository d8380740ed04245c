"""Ceremonies: planned, arranged, printed, held (domain A11)."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.render import render_name_cards, render_roster
from anjia.exemplars.actions import (
    arrange_seats,
    cancel_ceremony,
    finish_ceremony,
    plan_ceremony,
    seat_latecomers,
)
from anjia.exemplars.actions.ceremonies import waiting
from anjia.exemplars.enums import Verb
from anjia.exemplars.forms import CeremonyForm, FinishForm, SeatsForm
from anjia.exemplars.models import Ceremony, CeremonySeat
from anjia.exemplars.papers import cards_of, ceremony_list
from anjia.exemplars.permissions import can_arrange
from anjia.exemplars.queries.plaques import ceremonies_visible_to
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, ObjectFormScreen, TransitionScreen

COLUMNS = (
    Column(
        "name",
        gettext_lazy("名称"),
        "name",
        href=lambda row: reverse("exemplars:ceremony_detail", args=[row.pk]),
        is_essential=True,
        share=3,
    ),
    Column("held", gettext_lazy("日期"), "held_on", order="held"),
    Column("place", gettext_lazy("地点"), "place", share=3),
    Column("families", gettext_lazy("户数"), "families", is_figure=True, share=1),
    Column(
        "state",
        gettext_lazy("状态"),
        lambda row: _("已举行") if row.finished_at else _("筹备中"),
        tone=lambda row: "done" if row.finished_at else "due",
    ),
)


def seats_of(ceremony: Ceremony) -> list[CeremonySeat]:
    return list(
        CeremonySeat.objects.filter(ceremony=ceremony).select_related("plaque__region__parent").order_by("order", "pk")
    )


class CeremonyList(ListScreen):
    permission = Verb.ARRANGE
    heading = gettext_lazy("授牌仪式")
    template_name = "exemplars/ceremony_list.html"
    default_order = ("-held_on", "pk")
    orders = {"held": ("held_on", "pk")}
    columns = COLUMNS

    def get_queryset(self) -> QuerySet[Ceremony]:
        rows, place = ceremonies_visible_to(self.user, str(self.permission)), current_place(self.request)
        rows = rows.filter(under("region__path", place.path)) if place else rows
        return rows.annotate(families=Count("seats"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = current_place(self.request)
        may = bool(place) and self.user.may(Verb.ARRANGE, place.path if place else "")
        ready = waiting(place).count() if place and may else 0
        return super().get_context_data(place=place, ready=ready, **kwargs)


class CeremonyPlan(ObjectFormScreen):
    permission = Verb.ARRANGE
    heading = gettext_lazy("筹备授牌仪式")
    submit_label = gettext_lazy("生成名单和座次")
    success_message = gettext_lazy("名单和座次已生成，可以调整次序和领取人。")
    template_name = "exemplars/ceremony_plan.html"
    form_class = CeremonyForm
    context_name = "place"

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ready = waiting(self.object).count()
        return super().get_context_data(ready=ready, back_url=reverse("exemplars:ceremony_list"), **kwargs)

    def perform(self, form: Any) -> str:
        ceremony = plan_ceremony(self.object, **form.cleaned_data, by=self.user)
        return reverse("exemplars:ceremony_detail", args=[ceremony.pk])


class CeremonyMixin:
    permission: Any
    object: Any
    user: Any
    context_name = "ceremony"

    def get_queryset(self) -> QuerySet[Ceremony]:
        return ceremonies_visible_to(self.user, str(self.permission))

    @cached_property
    def seats(self) -> list[CeremonySeat]:
        return seats_of(self.object)

    @property
    def address(self) -> str:
        return reverse("exemplars:ceremony_detail", args=[self.object.pk])


class CeremonyDetail(CeremonyMixin, DetailScreen):
    permission = Verb.ARRANGE
    template_name = "exemplars/ceremony_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [{"seat": seat, "place": seat.seat(self.object.seats_in_row)} for seat in self.seats]
        may, has_come = can_arrange(self.user, self.object), self.object.held_on <= timezone.localdate()
        late = waiting(self.object.region).count() if may else 0
        told = {"can_arrange": may, "can_finish": may and has_come, "late": late, "first_arrange": not has_come}
        return super().get_context_data(lines=lines, **told, **kwargs)


class CeremonyArrange(CeremonyMixin, ObjectFormScreen):
    permission = Verb.ARRANGE
    heading = gettext_lazy("调整次序和领取人")
    template_name = "exemplars/ceremony_arrange.html"
    success_message = gettext_lazy("次序和领取人已保存，座位随次序排好。")
    form_class = SeatsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "seats": self.seats}

    def get_initial(self) -> dict[str, Any]:
        orders = {f"order_{seat.pk}": seat.order for seat in self.seats}
        return orders | {f"receiver_{seat.pk}": seat.receiver for seat in self.seats}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(back_url=self.address, **kwargs)
        form = context["form"]
        lines = [{"seat": seat, "fields": form.fields_of(seat)} for seat in self.seats]
        return context | {"lines": lines}

    def perform(self, form: SeatsForm) -> str:
        arrange_seats(self.object, orders=form.orders, receivers=form.receivers, by=self.user)
        return self.address


class CeremonyLatecomers(CeremonyMixin, TransitionScreen):
    permission = Verb.ARRANGE
    heading = gettext_lazy("加入新做的牌匾")
    template_name = "exemplars/ceremony_step.html"
    submit_label = gettext_lazy("加入名单")
    success_message = gettext_lazy("已加在名单后面，原来的次序和座位不变。")

    def get_effect(self) -> str:
        return _("新做好、待授的 %(n)s 块牌匾加在名单后面；已经印好的席签照用。") % {
            "n": waiting(self.object.region).count()
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.address, **kwargs)

    def perform(self, form: Any) -> str:
        seat_latecomers(self.object, by=self.user)
        return self.address


class CeremonyFinish(CeremonyMixin, TransitionScreen):
    permission = Verb.ARRANGE
    heading = gettext_lazy("登记仪式已举行")
    template_name = "exemplars/ceremony_step.html"
    submit_label = gettext_lazy("登记授牌")
    success_message = gettext_lazy("仪式已登记，到场家庭的牌匾已授。")
    form_class = FinishForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "seats": self.seats}

    def get_effect(self) -> str:
        return _("名单上 %(n)s 户的牌匾登记为已授；没有到场的勾出来，另行送到。") % {"n": len(self.seats)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.address, **kwargs)

    def perform(self, form: Any) -> str:
        absent = {UUID(pk) for pk in form.cleaned_data["absent"]}
        finish_ceremony(self.object, absent=absent, by=self.user)
        return self.address


class CeremonyCancel(CeremonyMixin, TransitionScreen):
    permission = Verb.ARRANGE
    heading = gettext_lazy("取消仪式")
    template_name = "exemplars/ceremony_step.html"
    submit_label = gettext_lazy("取消仪式")
    success_message = gettext_lazy("仪式已取消，牌匾可以列入另一次仪式。")

    def get_effect(self) -> str:
        return _("这次仪式不举行，名单和座次不再保留；牌匾留待另行安排。")

    def perform(self, form: Any) -> str:
        cancel_ceremony(self.object, by=self.user)
        return reverse("exemplars:ceremony_list")


class CeremonyPaper(CeremonyMixin, DetailScreen):
    """The list that is called, or the name cards, set now."""

    permission = Verb.ARRANGE
    http_method_names = ["get", "head"]

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        cards = self.kwargs["paper"] == "cards"
        made = render_name_cards(cards_of(self.object, self.seats)) if cards else self._list()
        name = f"{self.object.name} {_('席签') if cards else _('名单')}.pdf"
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(False, name)
        return response

    def _list(self) -> bytes:
        return render_roster(ceremony_list(self.object, self.seats))
