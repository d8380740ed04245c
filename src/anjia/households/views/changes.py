"""The pages of dated changes: what was when, and one form for each kind of change."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.actions import (
    acknowledge_move,
    change_head,
    leave_area,
    move_household,
    record_death,
    split_household,
)
from anjia.households.enums import ChangeKind, Verb
from anjia.households.forms.changes import ChangeForm, DeathForm, HeadForm, MoveForm, SplitForm
from anjia.households.models import Household, HouseholdChange
from anjia.households.queries import visible_to
from anjia.households.queries.changes import arrivals, as_of, history_of, other_of, told
from anjia.households.standing import held_among
from anjia.households.views.households import FamilyFormScreen, FamilyMixin, groups_for
from anjia.kernel.scope import under_any
from anjia.regions.models import Region
from anjia.web.screens import DetailScreen, ObjectMixin, TransitionScreen

KINDS = (
    ("move", _("搬家"), _("搬到本村其他小组，或别的村（社区）；登记错了组也在这里改")),
    ("new_head", _("变更户主"), _("换一位联系人，原户主仍是家庭成员")),
    ("split", _("分户"), _("几个人另立一户，候选和称号留在本户")),
    ("death", _("家里有人去世"), _("户主去世的，由一位成员接任")),
    ("leave", _("离开本地"), _("全家搬走，不再登记")),
    ("find_other", _("合并重复登记"), _("同一户登记了两次")),
)


class HistoryView(FamilyMixin, DetailScreen):
    """What changed and when, how it stood on a day, and what can be registered now."""

    permission = Verb.VIEW
    template_name = "households/history.html"

    def get_heading(self) -> str:
        return str(self.object.head_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        household: Household = self.object
        can_edit = self.user.may(Verb.EDIT, household.region.path)
        kinds = [
            {"url": reverse(f"households:{n}", args=[household.pk]), "label": t, "note": why} for n, t, why in KINDS
        ]
        return super().get_context_data(
            events=told(history_of(household)),
            registered=timezone.localdate(household.created_at),
            then=self._then(),
            kinds=kinds if can_edit else [],
            held=[found.label for found in held_among([household.pk])] if can_edit else [],
            arrival=arrivals(self.user).filter(household=household).first() if can_edit else None,
            letters=household.changes.filter(kind=ChangeKind.SPLIT) if can_edit else [],
            **kwargs,
        )

    def _then(self) -> dict[str, Any]:
        """How the family stood on the day asked for."""
        try:
            day = date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return {}
        if day < timezone.localdate(self.object.created_at):
            return {"day": day, "household": None}
        found = as_of(Household.objects.filter(pk=self.object.pk), day).get()
        region = Region.objects.select_related("parent").get(pk=found.region_then)
        return {"day": day, "household": found, "region": region}


class ChangeScreen(FamilyFormScreen):
    """One kind of change."""

    abstract = True
    permission = verb = Verb.EDIT
    template_name = "households/change.html"
    submit_label = _("登记变动")
    advice: ClassVar[str | Promise] = ""
    needs_members = False

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {"household": self.object, "groups": groups_for(self.user, Verb.EDIT)}
        return {**super().get_form_kwargs(), **given}

    def back(self) -> str:
        return reverse("households:history", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = self.needs_members and not self.object.members.exists()
        return super().get_context_data(advice=self.advice, needs_members=members, **kwargs)

    def after(self) -> str:
        """Where to go next: the family, unless it is no longer in sight."""
        seen = visible_to(self.user).filter(pk=self.object.pk).exists()
        return self.back() if seen else reverse("households:list")


class MoveView(ChangeScreen):
    form_class = MoveForm
    heading = _("搬家")
    success_message = _("搬家已登记。")
    advice = _(
        "开户长会议以前搬走的，评选跟着走；已经评过分的，本次评选留在原来的村（社区）办完，下一年在新的地方开始。"
        "搬到别的村（社区）后，这户的资料归那里管理。"
    )

    def perform(self, form: MoveForm) -> str:
        data = form.cleaned_data
        given = {name: data[name] for name in ("effective_on", "version", "region", "address")}
        move_household(self.object, by=self.user, **given)
        return self.after()


class NewHeadView(ChangeScreen):
    form_class = HeadForm
    heading = _("变更户主")
    success_message = _("户主已变更，请核对各人与新户主的关系。")
    needs_members = True
    advice = _("户主是家庭的联系人，男女都可以。姓名只是写错了的，请用“更正姓名”。")

    def perform(self, form: HeadForm) -> str:
        change_head(self.object, by=self.user, **form.cleaned_data)
        return reverse("households:detail", args=[self.object.pk])


class DeathView(ChangeScreen):
    form_class = DeathForm
    heading = _("家里有人去世")
    success_message = _("已登记。")

    def perform(self, form: DeathForm) -> str:
        record_death(self.object, by=self.user, **form.cleaned_data)
        return self.after()


class LeaveView(ChangeScreen):
    form_class = ChangeForm
    heading = _("离开本地")
    success_message = _("已登记，这户不再出现在登记册里。")
    advice = _("正在进行的评选随即停止；已经得到的称号照旧有效。还住在本市的，请办“搬家”。")

    def perform(self, form: ChangeForm) -> str:
        leave_area(self.object, by=self.user, **form.cleaned_data)
        return reverse("households:list")


class SplitView(ChangeScreen):
    form_class = SplitForm
    heading = _("分户")
    success_message = _("分户已登记。请打印告知书交给新户。")
    needs_members = True
    advice = _("新的一户要自己同意才登记，不跟着原来的同意走。候选和称号留在原户，新户可以自己申请。")

    def perform(self, form: SplitForm) -> str:
        data = form.cleaned_data
        given = {name: data[name] for name in ("effective_on", "version", "head", "region", "address", "phone")}
        split_household(
            self.object, leaving=list(data["leaving"]), takes_part=data["takes_part"] == "yes", by=self.user, **given
        )
        return self.back()


class ChangeMixin(ObjectMixin):
    """A change of a family the user may edit."""

    context_name = "change"
    request: Any

    def get_queryset(self) -> QuerySet[HouseholdChange]:
        mine = under_any("household__region__path", self.request.user.scopes(Verb.EDIT))
        return HouseholdChange.objects.filter(mine).select_related("household__region__parent__parent")


class SplitLetterView(ChangeMixin, DetailScreen):
    """The reasoned letter to the family that split off."""

    permission = Verb.EDIT
    template_name = "households/split_letter.html"
    heading = _("分户告知书")

    def get_queryset(self) -> QuerySet[HouseholdChange]:
        return super().get_queryset().filter(kind=ChangeKind.SPLIT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("households:history", args=[self.object.household_id])
        return super().get_context_data(founded=other_of(self.object), back_url=back, **kwargs)


class AcknowledgeView(ChangeMixin, TransitionScreen):
    """The village a family came to has looked at it."""

    permission = Verb.EDIT
    heading = _("核对迁入的家庭")
    submit_label = _("已核对，确实住在这里")
    success_message = _("已核对。")

    def get_queryset(self) -> QuerySet[HouseholdChange]:
        return super().get_queryset().filter(kind=ChangeKind.MOVED)

    def get_effect(self) -> str:
        return _now("以后由本村（社区）管理这户的资料。不住在这里的，请再办一次“搬家”，搬回原来的小组。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        household = self.object.household
        answers = [
            {"label": _now("户主姓名"), "value": household.head_name},
            {"label": _now("小组"), "value": f"{household.region.parent.name} {household.region.name}"},
            {"label": _now("变动日期"), "value": self.object.effective_on},
        ]
        back = reverse("households:history", args=[household.pk])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)

    def perform(self, form: Any) -> str:
        acknowledge_move(self.object, by=self.user)
        return reverse("households:history", args=[self.object.household_id])
