"""The list of appeals by due date, and one appeal with everything its decider needs."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.appeals.enums import OPEN, AppealState, Verb
from anjia.appeals.forms import AppealFilter
from anjia.appeals.history import history_of
from anjia.appeals.models import Appeal
from anjia.appeals.permissions import WHY, can_decide, recusal_of, stands_above
from anjia.appeals.queries import visible_to
from anjia.kernel.scope import under
from anjia.programmes.models import Hold
from anjia.regions.place import current_place
from anjia.regions.working_days import days_left
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen

TONES = {AppealState.UPHELD: "done", AppealState.REJECTED: "calm", AppealState.TAKEN_BACK: "calm"}
COLUMNS = (
    Column(
        "family",
        _("家庭"),
        "household.head_name",
        href=lambda appeal: reverse("appeals:appeal_detail", args=[appeal.pk]),
        note=lambda appeal: appeal.number,
        is_personal=True,
        is_essential=True,
    ),
    Column("place", _("村（社区）"), "region.parent.name"),
    Column("about", _("对哪一项"), "subject", is_personal=True, share=3),
    Column("decider", _("办理人"), lambda appeal: appeal.assigned_to.display_name if appeal.assigned_to else ""),
    Column("due", _("答复期限"), "due_on", part="appeals/parts/due.html"),
    Column(
        "state",
        _("状态"),
        lambda appeal: appeal.get_state_display(),
        tone=lambda appeal: TONES.get(appeal.state, "due"),
    ),
)


class AppealList(ListScreen):
    """By due date, counting down in working days, in the place one looks at."""

    permission = Verb.VIEW
    heading = _("申诉")
    template_name = "appeals/appeal_list.html"
    default_order = ("due_on", "pk")
    columns = COLUMNS
    other_keys = frozenset({"place"})
    filter_form = AppealFilter
    no_export = "who contested what is answered here and never becomes a list that leaves (frame F2, F3)"

    @cached_property
    def filters(self) -> AppealFilter:
        """Without a choice, those that wait for an answer."""
        asked = self.request.GET
        return AppealFilter({"state": asked.get("state", "open"), "mine": asked.get("mine", "")})

    def get_queryset(self) -> QuerySet[Appeal]:
        seen, place = visible_to(self.user), current_place(self.request)
        return seen.filter(under("region__path", place.path)) if place is not None else seen

    def filter(self, queryset: QuerySet[Appeal]) -> QuerySet[Appeal]:
        state = self.filters.condition("state")
        if self.filters.condition("mine"):
            queryset = queryset.filter(assigned_to=self.user.pk)
        if state == "open":
            return queryset.filter(state__in=OPEN)
        return queryset.filter(state=state) if state else queryset

    def prepare(self, rows: Sequence[Appeal]) -> Sequence[Appeal]:
        days = days_left(timezone.localdate(), {appeal.due_on for appeal in rows})
        for appeal in rows:
            appeal.days, appeal.is_open = days[appeal.due_on], appeal.state in OPEN
        return rows


class AppealDetail(DetailScreen):
    """What is contested and why, what waits, who answers, and what came of it."""

    permission = Verb.VIEW
    template_name = "appeals/appeal_detail.html"
    context_name = "appeal"

    def get_queryset(self) -> QuerySet[Appeal]:
        return visible_to(self.user)

    def get_heading(self) -> str:
        return str(_("%(family)s 家的申诉") % {"family": self.object.household.head_name})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appeal, user = self.object, self.user
        is_open = appeal.state in OPEN
        recused = recusal_of(user, appeal) if stands_above(user, appeal) else None
        may_decide = is_open and appeal.state == AppealState.ASSIGNED and can_decide(user, appeal)
        return super().get_context_data(
            is_open=is_open,
            days=days_left(timezone.localdate(), [appeal.due_on])[appeal.due_on],
            events=history_of(appeal),
            # What a family says of those around it is read by who answers and by who wrote it down.
            reads=(stands_above(user, appeal) and recused is None) or appeal.recorded_by_id == user.pk,
            holds=Hold.objects.filter(source_id=appeal.pk, released_at__isnull=True),
            recused=WHY[recused] if recused and is_open else "",
            may_decide=may_decide,
            may_step_aside=may_decide and appeal.assigned_to_id == user.pk,
            may_take_back=is_open and user.may(Verb.FILE, appeal.region.path),
            remedy=appeal.kind.remedy,
            **kwargs,
        )
