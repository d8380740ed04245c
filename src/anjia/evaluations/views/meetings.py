"""Planning and holding household-heads meetings."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.documents.queries import papers_of
from anjia.evaluations.actions import close_meeting, open_meeting, plan_meeting, seat_panel
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.forms.filters import MeetingFilter
from anjia.evaluations.forms.meetings import PanelForm, PlanMeetingForm
from anjia.evaluations.models import GroupMeeting
from anjia.evaluations.permissions import possible_raters, rating_roles
from anjia.evaluations.queries import meetings_visible_to
from anjia.evaluations.queries.meetings import progress_of, roll_of, uncounted_of
from anjia.evaluations.views.base import MeetingMixin, PlaceMixin
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under_any
from anjia.programmes.queries import current_cycle
from anjia.regions.models import Region
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, ObjectFormScreen, TransitionScreen

TONES = {MeetingState.OPEN: "due", MeetingState.CLOSED: "done"}
COLUMNS = (
    Column(
        "group",
        _("小组"),
        lambda meeting: f"{meeting.region.parent.name} {meeting.region.name}",
        order="group",
        href=lambda meeting: reverse("evaluations:meeting_detail", args=[meeting.pk]),
        is_essential=True,
        share=3,
    ),
    Column("day", _("日期"), "held_on", order="day", share=1.5),
    Column("venue", _("地点"), "place", share=3),
    Column("families", _("讨论家庭"), "families", is_figure=True, share=1.2),
    Column(
        "state",
        _("进度"),
        lambda meeting: meeting.get_state_display(),
        tone=lambda meeting: TONES.get(meeting.state, "calm"),
        share=1.5,
    ),
)


class MeetingListView(PlaceMixin, ListScreen):
    """The meetings of a place, the newest first."""

    permission = Verb.VIEW
    template_name = "evaluations/meeting_list.html"
    heading = _("户长会议")
    default_order = ("-held_on", "region__path")
    orders = {"day": ("held_on", "region__path"), "group": ("region__path", "-held_on")}
    columns = COLUMNS
    filter_form = MeetingFilter
    other_keys = frozenset({"place"})

    def get_queryset(self) -> QuerySet[GroupMeeting]:
        rows = self.here(meetings_visible_to(self.user))
        return rows.select_related("region__parent").annotate(families=Count("candidacies"))

    def filter(self, queryset: QuerySet[GroupMeeting]) -> QuerySet[GroupMeeting]:
        state = self.filters.condition("state")
        return queryset.filter(state=state) if state else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.place
        can_plan = bool(place and self.user.scopes(Verb.HOLD_MEETING))
        return super().get_context_data(can_plan=can_plan, **kwargs)


class MeetingPlanView(PlaceMixin, FormScreen):
    """Calls a group's household heads together."""

    permission = Verb.HOLD_MEETING
    heading = _("召集户长会议")
    form_class = PlanMeetingForm
    submit_label = _("定下会议")
    success_message = _("会议已经定下，接下来点名、定评分小组。")

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = Region.objects.filter(under_any("path", self.user.scopes(Verb.HOLD_MEETING)), level=Region.Level.GROUP)
        place = self.place
        near = mine.filter(path__startswith=place.path) if place else mine
        return {**super().get_form_kwargs(), "groups": near.select_related("parent").order_by("path")}

    def get_initial(self) -> dict[str, Any]:
        place = self.place
        return {"group": place.pk} if place and place.level == Region.Level.GROUP else {}

    def perform(self, form: PlanMeetingForm) -> str:
        group = form.cleaned_data["group"]
        cycle = current_cycle(group) or current_cycle(group, None)
        if cycle is None:
            raise Refused(_("本地没有正在进行的创建周期。"), who=_("由区县领导小组办公室开启周期。"))
        details = {name: form.cleaned_data[name] for name in ("held_on", "place")}
        chair = self.user if isinstance(self.user, User) else None
        meeting = plan_meeting(group, cycle=cycle, chair=chair, by=self.user, **details)
        return reverse("evaluations:meeting_detail", args=[meeting.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("evaluations:meeting_list"), **kwargs)


class MeetingDetailView(MeetingMixin, DetailScreen):
    """A meeting step by step: what is done, what comes next."""

    permission = Verb.VIEW
    template_name = "evaluations/meeting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.object
        path = meeting.region.path
        return super().get_context_data(
            roll=roll_of(meeting),
            progress=progress_of(meeting),
            papers=papers_of(self.user, meeting.pk),
            seats=meeting.seats.select_related("user").order_by("user__display_name"),
            may_hold=self.user.may(Verb.HOLD_MEETING, path),
            may_rate=self.user.may(Verb.RATE, path),
            uncounted=uncounted_of(meeting) if meeting.state == MeetingState.OPEN else 0,
            **kwargs,
        )


class MeetingScreenView(MeetingMixin, DetailScreen):
    """The meeting for the wall: quorum and progress in large type."""

    permission = Verb.VIEW
    template_name = "evaluations/meeting_screen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(roll=roll_of(self.object), progress=progress_of(self.object), **kwargs)


class HoldMixin(MeetingMixin):
    """Pages of whoever holds the meeting."""

    object: GroupMeeting

    def back(self) -> str:
        return reverse("evaluations:meeting_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class MeetingPanelView(HoldMixin, ObjectFormScreen):
    """Names the raters."""

    permission = Verb.HOLD_MEETING
    template_name = "evaluations/meeting_panel.html"
    heading = _("评分小组")
    form_class = PanelForm
    submit_label = _("保存评分小组")
    success_message = _("评分小组已保存。")

    def get_form_kwargs(self) -> dict[str, Any]:
        path = self.object.region.path
        return {**super().get_form_kwargs(), "people": possible_raters(path), "roles": rating_roles(path)}

    def get_initial(self) -> dict[str, Any]:
        return {"raters": list(self.object.seats.values_list("user_id", flat=True))}

    def perform(self, form: PanelForm) -> str:
        seat_panel(self.object, form.cleaned_data["raters"], by=self.user)
        return self.back()


class MeetingOpenView(HoldMixin, TransitionScreen):
    """Declares the meeting open."""

    permission = Verb.HOLD_MEETING
    heading = _("宣布开会")
    submit_label = _("宣布开会")
    success_message = _("会议已经开始，可以评分。")

    def get_effect(self) -> str:
        return str(_("宣布后，本组总户数和法定户数就此固定，随后可以评分和推举。"))

    def perform(self, form: Any) -> str:
        open_meeting(self.object, by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roll = roll_of(self.object)
        unknown = _("未登记")
        answers = [
            {"label": _("小组"), "value": self.object.region.name},
            {"label": _("全组总户数"), "value": unknown if roll.total is None else roll.total},
            {"label": _("法定到会"), "value": unknown if roll.needed is None else roll.needed},
            {"label": _("现在到会"), "value": roll.represented},
            {"label": _("评分小组"), "value": self.object.seats.count()},
        ]
        return super().get_context_data(answers=answers, **kwargs)


class MeetingCloseView(HoldMixin, TransitionScreen):
    """Declares the meeting closed; its minutes are drawn up."""

    permission = Verb.HOLD_MEETING
    template_name = "evaluations/meeting_close.html"
    heading = _("宣布散会")
    submit_label = _("宣布散会")
    success_message = _("会议已经结束，会议记录正在生成。")

    def get_effect(self) -> str:
        return str(_("散会后不能再点名、评分或计票；会议记录随即生成，已推举的家庭报村（社区）总评。"))

    def perform(self, form: Any) -> str:
        close_meeting(self.object, by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        progress = progress_of(self.object)
        answers = [
            {"label": _("到会户数"), "value": roll_of(self.object).represented},
            {"label": _("讨论家庭"), "value": progress.families},
            {"label": _("已推举"), "value": progress.nominated},
            {"label": _("暂缓"), "value": progress.deferred},
        ]
        return super().get_context_data(answers=answers, uncounted=uncounted_of(self.object), **kwargs)
