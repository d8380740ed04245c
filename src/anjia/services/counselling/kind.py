"""Counselling as a kind of case: how it stands, what can be done now, by whom; its notes are the two's."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Rule
from anjia.services.counselling.actions.course import (
    begin_counselling,
    close_counselling,
    drop_counselling,
    erase_counselling,
    reopen_counselling,
)
from anjia.services.counselling.enums import CounsellingState, Verb
from anjia.services.counselling.forms import TalkAskForm
from anjia.services.counselling.models import Appointment, Counselling
from anjia.services.counselling.queries import appointments_of, contacts_for, counselling_of
from anjia.services.counselling.workflow import COUNSELLING, OVER
from anjia.services.enums import Duty
from anjia.services.kinds import Act, Dated, Kind, Room, State, stop
from anjia.services.models import Case
from anjia.services.permissions import duty_of

S = CounsellingState
TONES = {S.RECEIVED: "due", S.CRISIS: "seal", S.FINISHED: "done", S.CLOSED: "done"}
DANGER = Act("crisis", _("启动危机处置"))
LEADS: dict[str, tuple[Act, ...]] = {
    S.RECEIVED: (Act("begin", _("开始咨询"), is_next=True),),
    S.ACTIVE: (Act("book", _("约一次"), is_next=True), Act("finish", _("咨询结束"))),
    S.CRISIS: (Act("book", _("约一次")),),
}
RESPONDS: dict[str, tuple[Act, ...]] = {
    S.RECEIVED: (DANGER,),
    S.ACTIVE: (DANGER,),
    S.CRISIS: (Act("contact", _("又联系上了"), is_next=True), Act("settle", _("危机解除"))),
}


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = Counselling.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(S(state).label, COUNSELLING.public_name(state), TONES.get(S(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now, by their duty in the team."""
    state, duty = counselling_of(case).state, duty_of(case, user.pk)
    found: list[Act] = []
    if duty == Duty.LEAD:
        found += LEADS.get(state, ())
    if duty in {Duty.LEAD, Duty.SUPERVISOR, Duty.MEMBER}:
        found += RESPONDS.get(state, ())
    return found


def client_acts(case: Case) -> list[Act]:
    """What the person may do with the code."""
    if counselling_of(case).state in {*OVER, S.FINISHED}:
        return []
    return [stop(_("不再咨询"))]


def facts(case: Case) -> dict[str, Any]:
    """What the counselling's part of the case's page shows."""
    counselling = counselling_of(case)
    running = case.deadlines.filter(rule=Rule.CRISIS_CONTACT, met_on__isnull=True)
    return {
        "counselling": counselling,
        "appointments": list(counselling.appointments.select_related("room")),
        "crises": list(counselling.crises.all()),
        "contacts": contacts_for(case.region_path),
        "in_crisis": counselling.state == S.CRISIS,
        "contact_by": running.values_list("due_at", flat=True).first(),
    }


def dated(cases: QuerySet[Case]) -> list[Dated]:
    """The hours agreed on, of which nobody has said yet what became of them."""
    return [Dated(one.counselling.case, _hour(one), one.ends_at) for one in appointments_of(cases)]


def _hour(one: Appointment) -> str:
    at = timezone.localtime(one.starts_at)
    return " · ".join([f"{at:%H:%M}", one.get_way_display(), *([one.room.name] if one.room else [])])


def object_ids(case: Case) -> list[UUID]:
    return list(Counselling.objects.filter(case=case).values_list("pk", flat=True))


COUNSELLING_CASES = Kind(
    key="counselling",
    label=_("心理咨询"),
    prefix="ZX",
    begin=begin_counselling,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    dated=dated,
    end=close_counselling,
    reopen=reopen_counselling,
    erase=erase_counselling,
    withdraw=drop_counselling,
    page="counselling/part.html",
    url_name="counselling:act",
    client_url_name="counselling:client_act",
    ask_form=TalkAskForm,
    wish=_("心里难受，想找人聊聊"),
    promise=_("咨询师会按您选的方式和您约时间；谈话只有咨询师和督导知道。"),
    order=40,
    object_ids=object_ids,
    rooms=(Room(_("咨询室和值班"), "counselling:rooms", Verb.VIEW_ROOMS),),
    words={"hour": _("约好一次"), "became": _("记下咨询的结果"), "contacted": _("再次联系上本人")},
    notes_for=(Duty.LEAD, Duty.SUPERVISOR),
)
