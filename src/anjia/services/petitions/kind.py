"""Petitions as a kind of case: how they stand, what can be done with one now, by whom."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Duty, Source
from anjia.services.enums import Verb as ServicesVerb
from anjia.services.kinds import Act, Kind, Room, State, stop
from anjia.services.models import Case
from anjia.services.permissions import duty_of
from anjia.services.petitions.actions.demanding import DEMANDABLE, may_urge
from anjia.services.petitions.actions.handling import begin_petition, close_petition, erase_petition, reopen_petition
from anjia.services.petitions.actions.reviewing import drop_petition
from anjia.services.petitions.enums import Level, PetitionState, Verb
from anjia.services.petitions.forms import PetitionForm
from anjia.services.petitions.models import Petition, PetitionAnswer, PetitionDemand, PetitionOrder
from anjia.services.petitions.queries import earlier_ones, petition_of
from anjia.services.petitions.suggesting import waiting_for
from anjia.services.petitions.workflow import OPEN, OVER, PETITION

S = PetitionState
KEY = "petition"
TONES = {S.RECEIVED: "due", S.REGISTERED: "due", S.CLOSED: "done", S.REPLIED: "done", S.RECHECKED: "done"}
LEADS: dict[str, tuple[Act, ...]] = {
    S.RECEIVED: (Act("register", _("登记"), is_next=True), Act("merge", _("并入先前的事项"))),
    S.REGISTERED: (
        Act("accept", _("受理"), is_next=True),
        Act("redirect", _("不予受理，告知去处")),
        Act("merge", _("并入先前的事项")),
    ),
    S.OBJECTED: (Act("resume", _("异议未被采纳，继续办理")),),
    S.ACCEPTED: (Act("reply", _("答复"), is_next=True),),
    S.REPLIED: (Act("ask_review", _("登记复查请求")),),
    S.REVIEWED: (Act("ask_recheck", _("登记复核请求")),),
}
REVIEWS: dict[str, tuple[Act, ...]] = {
    S.IN_REVIEW: (Act("answer_review", _("答复复查"), is_next=True),),
    S.IN_RECHECK: (Act("answer_recheck", _("答复复核"), is_next=True), Act("hearing", _("登记听证"))),
}
CLIENTS: dict[str, tuple[Act, ...]] = {
    S.REPLIED: (Act("ask_review", _("请求复查")),),
    S.REVIEWED: (Act("ask_recheck", _("请求复核")),),
}


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = Petition.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(S(state).label, PETITION.public_name(state), TONES.get(S(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now, by their duty in the team."""
    petition, duty = petition_of(case), duty_of(case, user.pk)
    found: list[Act] = []
    if duty == Duty.LEAD:
        found += LEADS.get(petition.state, ())
        if not earlier_ones(petition):
            found = [act for act in found if act.name != "merge"]
        if case.source == Source.REFERRED and petition.state in PETITION["object"].source:
            found.append(Act("object", _("向转来的单位提出异议")))
    if duty == Duty.SUPERVISOR and petition.state == S.ACCEPTED:
        found.append(Act("extend", _("批准延期")))
    if duty == Duty.SUPERVISOR and petition.state not in OVER:
        found.append(Act("order", _("督办")))
    if duty == Duty.SUPERVISOR and petition.state in DEMANDABLE:
        found.append(Act("demand", _("要求有关单位查处")))
    gave = PetitionAnswer.objects.filter(petition=petition, answered_by_id=user.pk).exists()
    if duty in {Duty.REVIEWER, Duty.SUPERVISOR} and not gave:
        found += REVIEWS.get(petition.state, ())
    return found


def client_acts(case: Case) -> list[Act]:
    """What the person may do with the code."""
    state = petition_of(case).state
    found = list(CLIENTS.get(state, ()))
    if state in OPEN:
        found.append(stop(_("撤回")))
    return found


def facts(case: Case) -> dict[str, Any]:
    """What the petition's part of the case's page shows."""
    petition = petition_of(case)
    answers = list(PetitionAnswer.objects.filter(petition=petition))
    order = [Level.REPLY, Level.REVIEW, Level.RECHECK]
    return {
        "petition": petition,
        "answers": sorted(answers, key=lambda answer: order.index(Level(answer.level))),
        "hearings": list(petition.hearings.all()),
        "demands": demands_of(petition),
        "orders": list(PetitionOrder.objects.filter(petition=petition)),
        "earlier": earlier_ones(petition),
    }


def demands_of(petition: Petition) -> list[PetitionDemand]:
    """What was required of other bodies, each with whether it may be urged."""
    rows = list(PetitionDemand.objects.filter(petition=petition))
    for row in rows:
        row.petition = petition
        row.is_urgeable = may_urge(row)
    return rows


def object_ids(case: Case) -> list[UUID]:
    return list(Petition.objects.filter(case=case).values_list("pk", flat=True))


PETITIONS = Kind(
    key=KEY,
    label=_("信访"),
    prefix="XF",
    begin=begin_petition,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    end=close_petition,
    reopen=reopen_petition,
    erase=erase_petition,
    withdraw=drop_petition,
    page="petitions/part.html",
    url_name="petitions:act",
    client_url_name="petitions:client_act",
    wish=_("有不公平的事，想要个答复"),
    promise=_("15 日内告诉您是否受理。"),
    ask_form=PetitionForm,
    order=30,
    object_ids=object_ids,
    words={"demand": _("要求有关单位查处"), "demand_answered": _("登记有关单位的答复"), "hearing": _("登记听证")},
    rooms=(
        Room(_("热点事项"), "petitions:topics", ServicesVerb.VIEW_FIGURES),
        Room(_("给其他单位的建议"), "petitions:suggestions", Verb.VIEW_SUGGESTIONS),
    ),
    waiting=waiting_for,
)
