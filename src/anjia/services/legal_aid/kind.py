"""Legal aid as a kind of case: how applications stand, what can be done with one now, by whom."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Duty
from anjia.services.enums import Verb as ServicesVerb
from anjia.services.kinds import Act, Kind, Room, State, stop
from anjia.services.legal_aid.actions.beginning import begin_application, erase_application, reopen_application
from anjia.services.legal_aid.actions.ending import close_application, drop_application
from anjia.services.legal_aid.enums import AidState, Verb
from anjia.services.legal_aid.forms import AidAskForm
from anjia.services.legal_aid.models import LegalAidApplication
from anjia.services.legal_aid.queries import application_of
from anjia.services.legal_aid.workflow import LEGAL_AID, OVER
from anjia.services.models import Case
from anjia.services.permissions import duty_of

S = AidState
KEY = "legal_aid"
TONES = {
    S.APPLIED: "due",
    S.GRANTED: "due",
    S.DELIVERED: "due",
    S.REVIEWED: "done",
    S.CLOSED: "done",
}
LEADS: dict[str, tuple[Act, ...]] = {
    S.APPLIED: (
        Act("grant", _("给予援助"), is_next=True),
        Act("ask_papers", _("补充材料")),
        Act("grant_ahead", _("先行提供")),
        Act("appoint", _("登记指定辩护")),
    ),
    S.LACKING: (
        Act("papers_came", _("材料已补充"), is_next=True),
        Act("grant_ahead", _("先行提供")),
        Act("lapse", _("逾期未补充")),
    ),
    S.GRANTED: (Act("assign", _("指派律师"), is_next=True),),
    S.ASSIGNED: (Act("deliver", _("承办完毕"), is_next=True), Act("replace", _("更换律师"))),
    S.REFUSED: (Act("object", _("登记异议")),),
    S.ENDED: (Act("object", _("登记异议")),),
}
DENIES: dict[str, tuple[Act, ...]] = {
    S.APPLIED: (Act("refuse", _("不予援助")),),
    S.GRANTED: (Act("end", _("终止援助")),),
    S.ASSIGNED: (Act("end", _("终止援助")),),
}
REVIEW = Act("review", _("质量评查"), is_next=True)
ANSWER = Act("answer_objection", _("登记异议答复"), is_next=True)
CLIENTS: dict[str, tuple[Act, ...]] = {
    S.REFUSED: (Act("object", _("对决定提出异议")),),
    S.ENDED: (Act("object", _("对决定提出异议")),),
}
WITHDRAWABLE = (S.APPLIED, S.LACKING, S.GRANTED, S.ASSIGNED, S.OBJECTED)


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = LegalAidApplication.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(S(state).label, LEGAL_AID.public_name(state), TONES.get(S(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now, by their duty in the team."""
    application, duty = application_of(case), duty_of(case, user.pk)
    found: list[Act] = []
    if duty == Duty.LEAD:
        found += [
            act for act in LEADS.get(application.state, ()) if act.name != "ask_papers" or not application.asked_on
        ]
    if duty == Duty.SUPERVISOR:
        found += DENIES.get(application.state, ())
    if duty and application.state == S.OBJECTED and application.decided_by_id != user.pk:
        found.append(ANSWER)
    if application.state == S.DELIVERED and duty in {Duty.SUPERVISOR, Duty.REVIEWER} and not _led(case, user):
        found.append(REVIEW)
    return found


def _led(case: Case, user: Any) -> bool:
    return case.members.filter(user_id=user.pk, duty=Duty.LEAD).exists()


def client_acts(case: Case) -> list[Act]:
    """What the person may do with the code."""
    state = application_of(case).state
    found = list(CLIENTS.get(state, ()))
    if state in WITHDRAWABLE:
        found.append(stop(_("撤回申请")))
    return found


def facts(case: Case) -> dict[str, Any]:
    """What the application's part of the case's page shows."""
    application = application_of(case)
    return {
        "application": application,
        "appointed": getattr(application, "appointed", None),
        "assignments": list(application.assignments.all()),
        "objections": list(application.objections.all()),
        "quality": getattr(application, "quality", None),
    }


def object_ids(case: Case) -> list[UUID]:
    return list(LegalAidApplication.objects.filter(case=case).values_list("pk", flat=True))


LEGAL_AID_CASES = Kind(
    key=KEY,
    label=_("法律援助"),
    prefix="FY",
    begin=begin_application,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    end=close_application,
    reopen=reopen_application,
    erase=erase_application,
    withdraw=drop_application,
    page="legal_aid/part.html",
    url_name="legal_aid:act",
    client_url_name="legal_aid:client_act",
    wish=_("想请法律援助，要一个不收钱的律师"),
    promise=_("7 日内决定是否援助；决定后 3 日内指派律师。"),
    ask_form=AidAskForm,
    order=35,
    object_ids=object_ids,
    rooms=(
        Room(_("法律援助措施"), "legal_aid:measures", Verb.VIEW_MEASURES),
        Room(_("法律援助年度数字"), "legal_aid:figures", ServicesVerb.VIEW_FIGURES),
    ),
    words={"replaced": _("更换律师")},
)
