"""Mediations as a kind of case: how they stand, what can be done with one now, by whom."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Rule
from anjia.services.enums import Duty
from anjia.services.kinds import Act, Kind, Room, State, stop
from anjia.services.mediation.actions.course import (
    begin_mediation,
    close_mediation,
    drop_mediation,
    erase_mediation,
    reopen_mediation,
)
from anjia.services.mediation.enums import MediationState, Verb
from anjia.services.mediation.figures import own_figures
from anjia.services.mediation.forms import MediationForm
from anjia.services.mediation.models import Agreement, Committee, Mediation
from anjia.services.mediation.queries import mediation_of
from anjia.services.mediation.workflow import MEDIATION, OPEN, OVER
from anjia.services.models import Case
from anjia.services.permissions import duty_of

S = MediationState
KEY = "mediation"
TONES = {S.RECEIVED: "due", S.AGREED: "done", S.CONFIRMED: "done", S.CLOSED: "done"}
LEADS: dict[str, tuple[Act, ...]] = {
    S.RECEIVED: (Act("begin", _("双方愿意，开始调解"), is_next=True), Act("decline", _("对方不愿调解"))),
    S.MEDIATING: (Act("agree", _("达成协议"), is_next=True), Act("fail", _("调解不成"))),
    S.AGREED: (Act("ask_court", _("登记司法确认申请")),),
    S.CONFIRMING: (Act("confirm", _("法院已确认"), is_next=True), Act("refuse", _("法院未确认"))),
    S.UNCONFIRMED: (Act("again", _("再次调解"), is_next=True),),
}
KEPT_ASKED = (S.AGREED, S.CONFIRMING, S.CONFIRMED, S.UNCONFIRMED)


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = Mediation.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(S(state).label, MEDIATION.public_name(state), TONES.get(S(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now, by their duty in the team."""
    mediation, duty = mediation_of(case), duty_of(case, user.pk)
    found = [*LEADS.get(mediation.state, ()), *_court_acts(case)] if duty == Duty.LEAD else []
    if duty and mediation.state == S.MEDIATING:
        found.append(Act("session", _("记一次调解")))
    if duty and mediation.state in KEPT_ASKED:
        found.append(Act("follow_up", _("登记回访")))
    return found


def _court_acts(case: Case) -> list[Act]:
    """What the court may have said meanwhile, by the period of its that runs."""
    running = set(case.deadlines.filter(met_on__isnull=True, extended_at__isnull=True).values_list("rule", flat=True))
    found = [Act("court_accepted", _("法院已受理"))] if Rule.COURT_ACCEPT in running else []
    return [*found, Act("court_extended", _("法院延长"))] if Rule.COURT_DECIDE in running else found


def client_acts(case: Case) -> list[Act]:
    """What the person may do with the code: stop, at any time (人民调解法 23)."""
    return [stop(_("不再调解"))] if mediation_of(case).state in OPEN else []


def facts(case: Case) -> dict[str, Any]:
    """What the mediation's part of the case's page shows."""
    mediation = mediation_of(case)
    agreement = Agreement.objects.filter(mediation=mediation).first()
    return {
        "mediation": mediation,
        "committee": Committee.objects.filter(pk=mediation.committee_id).first(),
        "sessions": list(mediation.sessions.all()),
        "agreement": agreement,
        "follow_ups": list(agreement.follow_ups.all()) if agreement else [],
    }


def object_ids(case: Case) -> list[UUID]:
    return list(Mediation.objects.filter(case=case).values_list("pk", flat=True))


MEDIATIONS = Kind(
    key=KEY,
    label=_("调解"),
    prefix="TJ",
    begin=begin_mediation,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    end=close_mediation,
    reopen=reopen_mediation,
    erase=erase_mediation,
    withdraw=drop_mediation,
    page="mediation/part.html",
    url_name="mediation:act",
    client_url_name="mediation:client_act",
    wish=_("和别人有纠纷，想请人调解"),
    promise=_("我们先问对方愿不愿意；不收费，随时可以停。"),
    ask_form=MediationForm,
    order=40,
    object_ids=object_ids,
    figures=lambda user, district, quarter: {"channels": own_figures(user, district, quarter)},
    figures_page="mediation/figures.html",
    rooms=(
        Room(_("调解的组织和队伍"), "mediation:registers", Verb.KEEP_REGISTERS),
        Room(_("上门问需"), "mediation:rounds", Verb.REPORT),
    ),
    words={
        "session": _("记下一次调解"),
        "court_accepted": _("法院已受理"),
        "follow_up": _("登记回访"),
    },
)
