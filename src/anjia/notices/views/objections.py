"""The town federation's queue of objections, and the page on which one is answered."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.documents.queries import papers_of
from anjia.kernel.scope import under
from anjia.notices.actions import answer_objection
from anjia.notices.enums import Finding, ObjectionState, Verb
from anjia.notices.forms import AnswerForm, ObjectionFilter
from anjia.notices.models import NoticeEntry, Objection
from anjia.notices.queries import OPEN_OBJECTIONS, entries_of, objections_visible_to
from anjia.regions.place import current_place
from anjia.regions.working_days import days_left
from anjia.web.columns import Column
from anjia.web.screens import ListScreen, ObjectFormScreen

COLUMNS = (
    Column(
        "family",
        _("家庭"),
        lambda objection: objection.family,
        href=lambda objection: reverse("notices:objection_answer", args=[objection.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column("place", _("村（社区）"), "notice.region.name"),
    Column("ground", _("理由"), lambda objection: objection.get_ground_display()),
    Column("due", _("答复期限"), "due_on", part="notices/parts/due.html"),
    Column(
        "state",
        _("状态"),
        lambda objection: objection.get_state_display(),
        tone=lambda objection: "done" if objection.state == ObjectionState.ANSWERED else "due",
    ),
)


class ObjectionList(ListScreen):
    """By due date, counting down in working days, in the place one looks at."""

    permission = Verb.INVESTIGATE
    heading = _("异议")
    template_name = "notices/objection_list.html"
    default_order = ("due_on", "pk")
    columns = COLUMNS
    other_keys = frozenset({"place"})
    filter_form = ObjectionFilter
    no_export = "what was said against a family is answered here and never becomes a list (frame F3, F6)"

    @cached_property
    def filters(self) -> ObjectionFilter:
        """Without a choice, those that wait for an answer."""
        return ObjectionFilter({"state": self.request.GET.get("state", "open")})

    def get_queryset(self) -> QuerySet[Objection]:
        seen, place = objections_visible_to(self.user), current_place(self.request)
        return seen.filter(under("notice__region__path", place.path)) if place is not None else seen

    def filter(self, queryset: QuerySet[Objection]) -> QuerySet[Objection]:
        state = self.filters.condition("state")
        if state == "open":
            return queryset.filter(state__in=OPEN_OBJECTIONS)
        return queryset.filter(state=state) if state else queryset

    def prepare(self, rows: Sequence[Objection]) -> Sequence[Objection]:
        entries, today = entries_of(rows), timezone.localdate()
        days = days_left(today, {objection.due_on for objection in rows})
        for objection in rows:
            entry = entries.get(objection.entry_id)
            shown = f"{entry.shown_name} {entry.group_name}" if entry and entry.shown_name else str(_("（已退出）"))
            objection.family, objection.days = shown, days[objection.due_on]
        return rows


class ObjectionAnswer(ObjectFormScreen):
    """Everything the investigator needs on one page, and three findings with what follows from each."""

    permission = Verb.INVESTIGATE
    template_name = "notices/objection_answer.html"
    heading = _("核实异议")
    submit_label = _("答复并办结")
    form_class = AnswerForm
    context_name = "objection"

    def get_queryset(self) -> QuerySet[Objection]:
        return objections_visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        objection: Objection = self.object
        return super().get_context_data(
            entry=NoticeEntry.objects.filter(pk=objection.entry_id).first(),
            days=days_left(timezone.localdate(), [objection.due_on])[objection.due_on],
            papers=papers_of(self.user, objection.pk),
            is_answered=objection.state == ObjectionState.ANSWERED,
            back_url=reverse("notices:objection_list"),
            **kwargs,
        )

    def perform(self, form: AnswerForm) -> str:
        data = form.cleaned_data
        answer_objection(
            self.object,
            finding=Finding(data["finding"]),
            answer=data["answer"],
            is_unrelated=data["is_unrelated"],
            paper=form.paper(),
            by=self.user,
        )
        messages.success(self.request, _("异议已答复，提出异议的人可凭查询码看到结果。"))
        return reverse("notices:objection_list")
