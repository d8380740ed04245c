"""The plaque register and the steps of one plaque (domain A5-6)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.render import render_forms
from anjia.exemplars.actions import (
    give_plaque,
    make_plaques,
    replace_plaque,
    report_found,
    report_lost,
    take_back,
    void_plaque,
)
from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.forms import GiveForm, PlaqueFilter, ReplaceForm, TitlesForm
from anjia.exemplars.models import Plaque
from anjia.exemplars.papers import place_of, receipt_of
from anjia.exemplars.permissions import can_move
from anjia.exemplars.queries import plaques_matching, plaques_visible_to, without_plaque
from anjia.exemplars.workflow import FOLLOWING, PLAQUE
from anjia.honours.enums import TitleKind
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, ObjectFormScreen, TransitionScreen

TONES = {PlaqueState.GIVEN: "done", PlaqueState.MADE: "due", PlaqueState.LOST: "due", PlaqueState.RECALL_DUE: "due"}
COLUMNS = (
    Column(
        "serial",
        gettext_lazy("牌匾编号"),
        "serial",
        order="serial",
        href=lambda plaque: reverse("exemplars:plaque_detail", args=[plaque.pk]),
        is_essential=True,
    ),
    Column("name", gettext_lazy("户主姓名"), "head_name", is_personal=True),
    Column("place", gettext_lazy("村（社区）、小组"), place_of, order="place", share=3),
    Column("kind", gettext_lazy("称号"), lambda plaque: plaque.get_kind_display(), share=2),
    Column("made", gettext_lazy("制作日期"), "made_on", starts_hidden=True, share=1.5),
    Column("given", gettext_lazy("授牌日期"), "given_on", order="given", starts_hidden=True, share=1.5),
    Column("receiver", gettext_lazy("领取人"), "received_by", is_personal=True, starts_hidden=True, share=1.5),
    Column(
        "state",
        gettext_lazy("状态"),
        lambda plaque: plaque.get_state_display(),
        note=lambda plaque: plaque.given_on or "",
        tone=lambda plaque: TONES.get(plaque.state, "plain"),
        share=2,
    ),
)


class PlaqueList(ListScreen):
    """牌匾登记簿; taken along as 牌匾清单."""

    permission = Verb.VIEW
    heading = gettext_lazy("牌匾登记簿")
    template_name = "exemplars/plaque_list.html"
    default_order = ("-serial",)
    orders = {"serial": ("serial",), "place": ("region__path", "serial"), "given": ("given_on", "serial")}
    columns = COLUMNS
    filter_form = PlaqueFilter
    export_verb = Verb.EXPORT

    def get_queryset(self) -> QuerySet[Plaque]:
        rows, place = plaques_visible_to(self.user), current_place(self.request)
        return rows.filter(under("region__path", place.path)) if place else rows

    def filter(self, queryset: QuerySet[Plaque]) -> QuerySet[Plaque]:
        return plaques_matching(
            queryset, **{name: self.filters.condition(name) for name in ("q", "kind", "state", "year")}
        )

    def get_paper_title(self) -> str:
        return f"{getattr(current_place(self.request), 'name', '')}{_('牌匾清单')}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = current_place(self.request)
        may_make = bool(place) and self.user.may(Verb.MAKE_PLAQUE, place.path if place else "")
        may_arrange = bool(self.user.scopes(Verb.ARRANGE))
        return super().get_context_data(place=place, can_make=may_make, can_arrange=may_arrange, **kwargs)


class PlaqueDetail(DetailScreen):
    permission = Verb.VIEW
    template_name = "exemplars/plaque_detail.html"
    context_name = "plaque"

    def get_queryset(self) -> QuerySet[Plaque]:
        return plaques_visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plaque = self.object
        steps = [
            (reverse(f"exemplars:plaque_{way.name}", args=[plaque.pk]), way.label, way.name == "give")
            for way in PLAQUE
            if way.name not in FOLLOWING and can_move(self.user, plaque, way.name)
        ]
        own = self.user.may(Verb.HAND_PLAQUE, plaque.region.path)
        replaced = Plaque.objects.filter(replaces_id=plaque.pk).first()
        before = Plaque.objects.filter(pk=plaque.replaces_id).first() if plaque.replaces_id else None
        shown = {"where": place_of(plaque), "replaced": replaced, "before": before}
        return super().get_context_data(steps=steps, can_print=own, **shown, **kwargs)


class PlaqueMake(ObjectFormScreen):
    """Enter plaques that were made: model families, or other titled families where it is wished (A5-6 !)."""

    permission = Verb.MAKE_PLAQUE
    template_name = "exemplars/plaque_make.html"
    heading = gettext_lazy("登记制作牌匾")
    submit_label = gettext_lazy("登记制作")
    form_class = TitlesForm
    context_name = "place"

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission))

    @property
    def kind(self) -> str:
        asked = self.request.GET.get("kind", "")
        return asked if asked in TitleKind.values else TitleKind.MODEL_FAMILY

    @cached_property
    def titles(self) -> list[Any]:
        return list(without_plaque(self.object, self.kind)[:200])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "titles": self.titles}

    def get_initial(self) -> dict[str, Any]:
        chosen = [str(title.pk) for title in self.titles] if self.kind == TitleKind.MODEL_FAMILY else []
        return {"families": chosen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [
            {"url": f"?kind={key}", "label": label, "is_current": key == self.kind} for key, label in TitleKind.choices
        ]
        shown = {"kinds": kinds, "titles": self.titles}
        return super().get_context_data(**shown, back_url=reverse("exemplars:plaque_list"), **kwargs)

    def perform(self, form: TitlesForm) -> str:
        made = make_plaques(self.object, title_ids=form.title_ids, by=self.user)
        self.success_message = _("已登记 %(n)s 块牌匾，编号已取。") % {"n": len(made)}
        return reverse("exemplars:plaque_list")


class PlaqueStep(TransitionScreen):
    abstract = True
    template_name = "exemplars/plaque_step.html"
    context_name = "plaque"

    def get_queryset(self) -> QuerySet[Plaque]:
        return plaques_visible_to(self.user, str(self.permission))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(where=place_of(self.object), back_url=self.address(self.object), **kwargs)

    def address(self, plaque: Plaque) -> str:
        return reverse("exemplars:plaque_detail", args=[plaque.pk])


class PlaqueGive(PlaqueStep):
    permission = Verb.HAND_PLAQUE
    heading = gettext_lazy("登记授牌")
    submit_label = gettext_lazy("登记授牌")
    success_message = gettext_lazy("授牌已登记，牌匾上的二维码可以查验了。")
    form_class = GiveForm

    def get_initial(self) -> dict[str, Any]:
        return {"received_by": self.object.head_name}

    def get_effect(self) -> str:
        return _("登记这块牌匾已交到本户，由领取人在领取单上签名。")

    def perform(self, form: Any) -> str:
        told = form.cleaned_data
        give_plaque(self.object, given_on=told["given_on"], received_by=told["received_by"], by=self.user)
        return self.address(self.object)


class PlaqueLose(PlaqueStep):
    permission = Verb.HAND_PLAQUE
    heading = gettext_lazy("登记遗失")
    submit_label = gettext_lazy("登记遗失")
    success_message = gettext_lazy("遗失已登记，可以由区县换发。")

    def get_effect(self) -> str:
        return _("这块牌匾登记为遗失，扫码不再显示有效；称号不受影响，可以换发新牌。")

    def perform(self, form: Any) -> str:
        return self.address(report_lost(self.object, by=self.user))


class PlaqueFind(PlaqueStep):
    permission = Verb.HAND_PLAQUE
    heading = gettext_lazy("登记找回")
    submit_label = gettext_lazy("已找回")

    def get_effect(self) -> str:
        return _("这块牌匾已找回，扫码恢复显示有效。")

    def perform(self, form: Any) -> str:
        return self.address(report_found(self.object, by=self.user))


class PlaqueReplace(PlaqueStep):
    permission = Verb.MAKE_PLAQUE
    heading = gettext_lazy("换发牌匾")
    submit_label = gettext_lazy("换发")
    success_message = gettext_lazy("新牌匾已登记制作，原编号不再有效。")
    form_class = ReplaceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_lost": self.object.state == PlaqueState.LOST}

    def get_effect(self) -> str:
        return _("%(serial)s 不再有效，另取新编号制作一块，送到后再登记授牌。") % {"serial": self.object.serial}

    def perform(self, form: Any) -> str:
        return self.address(replace_plaque(self.object, reason=form.cleaned_data["reason"], by=self.user))


class PlaqueTakeBack(PlaqueStep):
    permission = Verb.HAND_PLAQUE
    heading = gettext_lazy("登记收回")
    submit_label = gettext_lazy("已收回")

    def get_effect(self) -> str:
        return _("这块牌匾已交回。")

    def perform(self, form: Any) -> str:
        return self.address(take_back(self.object, by=self.user))


class PlaqueVoid(PlaqueStep):
    permission = Verb.MAKE_PLAQUE
    heading = gettext_lazy("注销牌匾")
    submit_label = gettext_lazy("注销")

    def get_effect(self) -> str:
        return _("%(serial)s 注销后不能恢复，编号不再使用。") % {"serial": self.object.serial}

    def perform(self, form: Any) -> str:
        return self.address(void_plaque(self.object, by=self.user))


class PlaqueReceipt(DetailScreen):
    """牌匾领取单 of one plaque, set now."""

    permission = Verb.HAND_PLAQUE
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Plaque]:
        return plaques_visible_to(self.user, str(self.permission))

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        plaque = self.object
        response = HttpResponse(render_forms([receipt_of(plaque)]), content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(False, f"牌匾领取单 {plaque.serial}.pdf")
        return response
