"""Decisions: the list, and one with its time line and papers."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import DecisionState, ErratumState, Verb
from anjia.honours.forms import DecisionFilter
from anjia.honours.kinds import kind_of
from anjia.honours.models import NamingDecision
from anjia.honours.permissions import can_attach, can_decide, can_download, can_sign, can_void
from anjia.honours.queries import available, printable_by, results_of, visible_to
from anjia.honours.timeline import timeline
from anjia.kernel.models import Job
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen

TONES = {DecisionState.ISSUED: "done", DecisionState.ADOPTED: "done", DecisionState.VOIDED: "plain"}
STEPS = ("decide", "sign", "void")
COLUMNS = (
    Column(
        "title",
        _("决定"),
        "title",
        order="number",
        href=lambda decision: reverse("honours:decision_detail", args=[decision.pk]),
        note=lambda decision: decision.number_text,
        is_essential=True,
        share=4,
    ),
    Column("number", _("发文字号"), "number_text", starts_hidden=True),
    Column("place", _("地区"), "region.name", order="place"),
    Column("families", _("户数"), "families", is_figure=True, share=1),
    Column("issued", _("签发日期"), "issued_on", share=1.5),
    Column(
        "state",
        _("状态"),
        lambda decision: decision.get_state_display(),
        tone=lambda decision: TONES.get(decision.state, "due"),
        share=1.5,
    ),
)


class DecisionList(ListScreen):
    permission = Verb.VIEW
    heading = _("命名决定")
    template_name = "honours/decision_list.html"
    default_order = ("-created_at", "pk")
    orders = {"number": ("number_text", "pk"), "place": ("region__path", "pk")}
    columns = COLUMNS
    filter_form = DecisionFilter

    def get_queryset(self) -> QuerySet[NamingDecision]:
        return visible_to(self.user)

    def filter(self, queryset: QuerySet[NamingDecision]) -> QuerySet[NamingDecision]:
        state = self.filters.condition("state")
        return queryset.filter(state=state) if state else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self._ready(), **kwargs)

    def _ready(self) -> dict[str, Any]:
        place = current_place(self.request)
        if place is None or place.level != Level.TOWN or not self.user.may(Verb.PREPARE, place.path):
            return {"town": None, "ready": 0}
        cycle = current_cycle(place)
        return {"town": place, "ready": available(cycle, place).count() if cycle else 0}


class DecisionDetail(DetailScreen):
    permission = Verb.VIEW
    template_name = "honours/decision_detail.html"
    context_name = "decision"

    def get_queryset(self) -> QuerySet[NamingDecision]:
        return visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decision, user = self.object, self.user
        rules = kind_of(decision)
        papers = (
            [(_("扫描件"), "pdf", decision.pdf_file_id)]
            if decision.state == DecisionState.ADOPTED
            else [
                (_("PDF 公文"), "pdf", decision.pdf_file_id),
                (_("Word 公文"), "word", decision.word_file_id),
                (_("Excel 名册"), "excel", decision.excel_file_id),
            ]
        )
        return super().get_context_data(
            events=timeline(decision),
            papers=papers,
            job=Job.objects.filter(key=f"decision-{decision.pk}").first(),
            results=results_of(decision),
            errata=decision.errata.exclude(state=ErratumState.LAPSED),
            **{f"{step}_url": reverse(f"{rules.steps}:decision_{step}", args=[decision.pk]) for step in STEPS},
            families_page=rules.families_page(decision),
            left_out=rules.frozen(decision) - decision.families if decision.state == DecisionState.ISSUED else 0,
            can_attach=can_attach(user, decision),
            can_decide=can_decide(user, decision),
            can_sign=can_sign(user, decision),
            can_void=can_void(user, decision),
            can_download=can_download(user, decision),
            can_print=printable_by(user).filter(pk=decision.pk).exists(),
            **kwargs,
        )
