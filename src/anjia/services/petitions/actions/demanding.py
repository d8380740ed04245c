"""The responsible body is required to act and to answer, and urged where it does not (妇女权益保障法 73)."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.queries import holders
from anjia.documents.numbers import parse_number
from anjia.documents.render import render_official_letter
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.regions.working_days import next_workday
from anjia.services.actions import keep_paper
from anjia.services.actions.referrals import agree_to_pass_on
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty
from anjia.services.enums import Verb as ServicesVerb
from anjia.services.messages import nudge
from anjia.services.models import CaseMember
from anjia.services.permissions import require_member
from anjia.services.petitions.enums import DemandOutcome, DemandStep, PetitionState, Verb
from anjia.services.petitions.letters import demand_letter
from anjia.services.petitions.models import Petition, PetitionDemand

S = PetitionState
DEMANDABLE = (S.ACCEPTED, S.REPLIED, S.IN_REVIEW, S.REVIEWED, S.IN_RECHECK, S.RECHECKED)
URGED_AFTER = (DemandOutcome.REFUSED, DemandOutcome.IMPROPER)
LONGEST = 90


@walled
def demand_act(
    petition: Petition, *, body: str, words: str, days: int, given: str, number: str = "", by: Actor
) -> PetitionDemand:
    """Require a body to act and to answer within so many days. The letter is kept inside the wall.

    Raises NotPermitted, Refused (whom it is about, no consent, no words), Conflict (not accepted, or over).
    """
    require_member(petition.case, by, Duty.SUPERVISOR, verb=Verb.APPROVE)
    if petition.state not in DEMANDABLE:
        raise Conflict(_("受理以后、办结以前才能要求有关单位查处。"))
    _refuse_concerned(petition, body)
    agree_to_pass_on(petition.case, given, by)
    return _send(petition, DemandStep.ACT, body, words, days, number, by)


@walled
def urge(demand: PetitionDemand, *, words: str, days: int, number: str = "", by: Actor) -> PetitionDemand:
    """Not handled, handled wrongly, or not answered in time: the same body is urged in writing (73 II)."""
    petition = demand.petition
    require_member(petition.case, by, Duty.SUPERVISOR, verb=Verb.APPROVE)
    if not may_urge(demand):
        raise Conflict(_("对方不予处理、处理不当，或过期没有答复，才提出督促处理意见。"))
    return _send(petition, DemandStep.URGE, demand.body, words, days, number, by)


def may_urge(demand: PetitionDemand) -> bool:
    """Whether the law lets the body be urged now."""
    is_late = not demand.outcome and demand.due_on < timezone.localdate()
    return demand.petition.state in DEMANDABLE and (is_late or demand.outcome in URGED_AFTER)


def _refuse_concerned(petition: Petition, body: str) -> None:
    """Material never reaches whom it is about (信访工作条例 30)."""
    asked, about = ("".join(text.split()) for text in (body, petition.concerned))
    if asked and about and (asked in about or about in asked):
        raise Refused(_("反映的就是这个单位或其中的人，材料不能给它。"), who=_("请写它的上级或主管单位。"))


def _send(
    petition: Petition, step: DemandStep, body: str, words: str, days: int, number: str, by: Actor
) -> PetitionDemand:
    if not body.strip() or not words.strip() or not 1 <= days <= LONGEST:
        raise Refused(_("请写明负责的单位、要求，和几日内答复（最长 %(n)d 日）。") % {"n": LONGEST})
    today, case = timezone.localdate(), petition.case
    demand = PetitionDemand.objects.create(
        petition=petition,
        step=step,
        body=body.strip(),
        words=words.strip(),
        number=str(parse_number(number)) if number.strip() else "",
        sent_on=today,
        due_on=next_workday(today + timedelta(days=days)),
        sent_by_id=by.pk,
    )
    paper = render_official_letter(demand_letter(demand, _organ(case.region_path)))
    keep_paper(case, paper, kind="demand", name=f"{step.label} {case.number}", by=by)
    note(Verb.APPROVE, case, by=by, demand=str(demand.pk), step=step, due_on=demand.due_on)
    return demand


def _organ(path: str) -> str:
    county = path[: Region.Level.COUNTY.depth * 4]
    return f"{names_of([county]).get(county, '')}妇女联合会"


@walled
def record_demand_answer(demand: PetitionDemand, *, outcome: str, answer: str, on: date, by: Actor) -> None:
    """What the body did and answered. Raises Refused, Conflict (entered already)."""
    require_member(demand.petition.case, by, Duty.LEAD, Duty.SUPERVISOR, verb=Verb.HANDLE)
    if outcome not in DemandOutcome.values or not answer.strip():
        raise Refused(_("请选择办得怎样，并写下对方的答复。"))
    if not demand.sent_on <= on <= timezone.localdate():
        raise Refused(_("答复的日子应在发函之后、今天以前。"))
    said = {"outcome": outcome, "answer": answer.strip(), "answered_on": on, "updated_at": timezone.now()}
    if not PetitionDemand.objects.filter(pk=demand.pk, answered_on__isnull=True).update(**said):
        raise Conflict(_("对方的答复已经登记过。"))
    note(Verb.HANDLE, demand.petition.case, by=by, demand_answered=str(demand.pk), outcome=outcome)


def unanswered(today: date) -> models.QuerySet[PetitionDemand]:
    """Those that were to be answered by now, in cases that are open."""
    late = PetitionDemand.objects.filter(answered_on__isnull=True, due_on__lt=today)
    return late.filter(petition__case__closed_on__isnull=True)


@walled
def escalate_demands() -> int:
    """Tell team and supervisors, once, of every body that did not answer in time; returns how many."""
    late = list(unanswered(timezone.localdate()).filter(escalated_at__isnull=True).select_related("petition__case"))
    for demand in late:
        case = demand.petition.case
        team = CaseMember.objects.filter(case=case, ended_at__isnull=True).values_list("user_id", flat=True)
        nudge([*holders(case.region_path, verb=ServicesVerb.ASSIGN), *team])
    PetitionDemand.objects.filter(pk__in=[one.pk for one in late]).update(escalated_at=timezone.now())
    return len(late)
