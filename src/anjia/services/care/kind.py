"""Care as a kind of case: how it stands, what can be done now, by whom."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anjia.services.care.actions.handling import begin_care, close_care, drop_care, erase_care, reopen_care
from anjia.services.care.enums import Audience, CareState, Hazard, Language, PairState, Verb, VisitState, When, chosen
from anjia.services.care.forms import CareForm
from anjia.services.care.models import AidGrant, CareCase, CarePair, CareVisit, HomeSafetyVisit
from anjia.services.care.queries import care_of, grant_waiting, open_pair, visit_ahead
from anjia.services.care.workflow import CARE as LIFE
from anjia.services.care.workflow import OVER
from anjia.services.enums import Duty
from anjia.services.kinds import Act, Kind, Room, State, stop
from anjia.services.models import Case
from anjia.services.permissions import duty_of

S = CareState
KEY = "care"
TONES = {S.RECEIVED: "due", S.ASSESSED: "due", S.MATCHED: "done", S.CLOSED: "done"}


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = CareCase.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(S(state).label, LIFE.public_name(state), TONES.get(S(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now, by their duty in the team."""
    care, duty = care_of(case), duty_of(case, user.pk)
    if care.state in OVER or not duty:
        return []
    found = _lead_acts(care) if duty == Duty.LEAD else []
    if duty in {Duty.LEAD, Duty.MEMBER}:
        found += _team_acts(care)
    if duty == Duty.SUPERVISOR:
        found += _supervisor_acts(care)
    return sorted(found, key=lambda act: not act.is_next)


def _supervisor_acts(care: CareCase) -> list[Act]:
    found = []
    visit = visit_ahead(care)
    if visit is not None and visit.state == VisitState.MISSED:
        found.append(Act("answer_missed", _("安排没有去的看望"), is_next=True))
    if grant_waiting(care) is not None:
        found += [Act("grant", _("同意帮扶"), is_next=True), Act("drop_aid", _("不帮扶"))]
    return found


def _lead_acts(care: CareCase) -> list[Act]:
    if care.state == S.RECEIVED:
        return [Act("assess", _("了解需要"), is_next=True)]
    pair = open_pair(care)
    help_ = Act("drop_aid", _("收回帮扶请求")) if grant_waiting(care) else Act("aid", _("请求项目帮扶"))
    if pair is None:
        return [Act("propose", _("请志愿者结对"), is_next=True), help_]
    if pair.state == PairState.PROPOSED:
        return [Act("start", _("开始结对"), is_next=True), Act("drop", _("不结对")), help_]
    return [Act("end", _("结束结对")), help_]


def _team_acts(care: CareCase) -> list[Act]:
    found = []
    visit = visit_ahead(care)
    if visit is not None:
        found.append(Act("visit", _("记下看望"), is_next=True))
        if visit.state == VisitState.PLANNED:
            found.append(Act("move", _("改约看望")))
    if care.is_child and care.state != S.RECEIVED:
        found.append(Act("contact", _("记下父母联系")))
    if care.state != S.RECEIVED:
        found.append(Act("safety", _("记下居家安全查看")))
    return found


def client_acts(case: Case) -> list[Act]:
    """What the person may do with the code."""
    care = care_of(case)
    if care.state in OVER:
        return []
    found = (
        [Act("stop_visits", _("不要再来看望"), effect=_("志愿者不再来，不用说理由。团队可以另请一位。"))]
        if open_pair(care)
        else []
    )
    return [*found, stop(_("撤回"))]


def facts(case: Case) -> dict[str, Any]:
    """What care's part of the case's page shows."""
    care = care_of(case)
    return {
        "care": care,
        "audience": Audience(care.audience).label if care.audience else "",
        "languages": [Language(key).label for key in chosen(care.languages)],
        "times": [When(key).label for key in chosen(care.times)],
        "pairs": list(CarePair.objects.filter(care=care).select_related("volunteer")),
        "visits": list(CareVisit.objects.filter(pair__care=care)[:12]),
        "contacts": list(care.contacts.all()[:8]),
        "grants": list(AidGrant.objects.filter(care=care).select_related("project")),
        "safety": _safety(care),
    }


def _safety(care: CareCase) -> list[tuple[HomeSafetyVisit, list[Any]]]:
    """The looks at the home, each with what was dangerous in words."""
    found = HomeSafetyVisit.objects.filter(care=care)[:6]
    return [(visit, [Hazard(key).label for key in chosen(visit.hazards)]) for visit in found]


def object_ids(case: Case) -> list[UUID]:
    care = CareCase.objects.filter(case=case)
    pairs = CarePair.objects.filter(care__in=care)
    visits = CareVisit.objects.filter(pair__in=pairs)
    grants = AidGrant.objects.filter(care__in=care)
    return [pk for rows in (care, pairs, visits, grants) for pk in rows.values_list("pk", flat=True)]


CARE = Kind(
    key=KEY,
    label=_("关爱帮扶"),
    prefix="GA",
    begin=begin_care,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    end=close_care,
    reopen=reopen_care,
    erase=erase_care,
    withdraw=drop_care,
    page="care/part.html",
    url_name="care:act",
    client_url_name="care:client_act",
    wish=_("孩子、老人或自己需要关爱、帮扶"),
    promise=_("会有人来了解需要，再一起商量怎么办。"),
    ask_form=CareForm,
    order=40,
    rooms=(
        Room(_("志愿者名册"), "care:roster", Verb.ROSTER),
        Room(_("帮扶项目"), "care:projects", Verb.FUND),
        Room(_("不记名问卷"), "surveys:list", "surveys.view"),
    ),
    words={
        "pair": _("提出一位志愿者"),
        "moved": _("改约看望"),
        "contact": _("记下父母联系"),
        "aid": _("请求项目帮扶"),
        "safety": _("居家安全查看"),
    },
    object_ids=object_ids,
)
