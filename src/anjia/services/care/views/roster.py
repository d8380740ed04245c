"""The roster of volunteers: seen by those who keep it alone, never exported, never searched."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.regions.queries import names_of
from anjia.services.care import actions
from anjia.services.care.enums import Language, Verb, VolunteerState, When, chosen
from anjia.services.care.forms import VetForm, VolunteerForm
from anjia.services.care.models import Volunteer
from anjia.services.care.queries import busy_ids, roster_of
from anjia.services.screens import WalledFormScreen
from anjia.web.screens import NoteForm, ObjectMixin, Screen

MOST = 300
ORDER = (VolunteerState.OFFERED, VolunteerState.LAPSED, VolunteerState.VETTED)
TONES = {VolunteerState.OFFERED: "due", VolunteerState.LAPSED: "seal", VolunteerState.VETTED: "done"}


class RosterView(Screen):
    """Who waits to be vetted first; those who left are not listed."""

    permission = Verb.ROSTER
    template_name = "care/roster.html"
    heading = _("志愿者名册")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(roster_of(self.user).exclude(state=VolunteerState.LEFT)[:MOST])
        places, busy = names_of({row.region_path for row in rows}), busy_ids(rows)
        for row in rows:
            row.place_name, row.is_busy = places.get(row.region_path, ""), row.pk in busy
            row.spoken = "、".join(str(Language(key).label) for key in chosen(row.languages))
            row.free = "、".join(str(When(key).label) for key in chosen(row.times))
            row.tone, row.may_vet = TONES[VolunteerState(row.state)], row.entered_by_id != self.user.pk
        parts = [(state.label, [row for row in rows if row.state == state]) for state in ORDER]
        return super().get_context_data(
            parts=[part for part in parts if part[1]],
            may_vet=bool(self.user.scopes(Verb.VET)),
            back_url=reverse("services:home"),
            **kwargs,
        )


class RosterFormScreen(WalledFormScreen):
    """A form that leads back to the roster."""

    abstract = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("care:roster"), **kwargs)


class EnterView(RosterFormScreen):
    permission = Verb.ROSTER
    heading = _("登记志愿者")
    submit_label = _("登记")
    success_message = _("已登记，等督导核查。")
    form_class = VolunteerForm

    def perform(self, form: VolunteerForm) -> str:
        said = dict(form.cleaned_data)
        actions.enter_volunteer(said.pop("region"), **said, by=self.user)
        return reverse("care:roster")


class VolunteerScreen(ObjectMixin, RosterFormScreen):
    abstract = True

    def get_queryset(self) -> QuerySet[Volunteer]:
        return roster_of(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        who = [{"label": _("志愿者"), "value": self.object.name}]
        entered = User.objects.filter(pk=self.object.entered_by_id).first()
        who.append({"label": _("谁登记的"), "value": entered.display_name if entered else _("本人网上报名")})
        return {**super().get_context_data(**kwargs), "answers": who}


class VetView(VolunteerScreen):
    permission = Verb.VET
    heading = _("核查志愿者")
    submit_label = _("核查通过")
    success_message = _("已核查，可以结对。")
    form_class: ClassVar[Any] = VetForm
    template_name = "care/vet.html"

    def perform(self, form: VetForm) -> str:
        actions.vet_volunteer(self.object, **form.cleaned_data, by=self.user)
        return reverse("care:roster")


class LeaveView(VolunteerScreen):
    permission = Verb.ROSTER
    heading = _("退出志愿者名册")
    submit_label = _("退出")
    success_message = _("已退出。")
    template_name = "web/transition.html"
    form_class: ClassVar[Any] = NoteForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect = _("不用说理由，也不记录原因。正在看望的人，由其团队另请一位；一年后清除姓名和电话。")
        return {**super().get_context_data(**kwargs), "effect": effect}

    def perform(self, form: Any) -> str:
        actions.leave_volunteer(self.object, by=self.user)
        return reverse("care:roster")
