"""Reads: `visible_to` first. Forbidden looks like absent, also for those who stand above."""

from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone

from anjia.accounts.queries import holders
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any
from anjia.regions.working_days import days_left, uncovered_years
from anjia.services.codes import WALLED, hash_of
from anjia.services.enums import Duty, JointState, NoteSide, ReferralState, Verb, Waits
from anjia.services.kinds import kind_of
from anjia.services.models import (
    BreakGlass,
    Case,
    CaseBar,
    CaseMember,
    CaseNote,
    CaseTask,
    Client,
    Deadline,
    JointSession,
    OutsideFigure,
    Referral,
)


def _unbarred(user: Actor) -> QuerySet[Case]:
    barred = CaseBar.objects.filter(case=OuterRef("pk"), user_id=user.pk)
    return Case.objects.select_related("client").filter(~Exists(barred))


def visible_to(user: Actor) -> QuerySet[Case]:
    """The cases whose content the user may read today: in whose team they are, or whose glass they broke."""
    if user is SYSTEM:
        return Case.objects.select_related("client")
    member = CaseMember.objects.filter(case=OuterRef("pk"), user_id=user.pk, ended_at__isnull=True)
    broken = BreakGlass.objects.filter(case=OuterRef("pk"), user_id=user.pk, ends_at__gt=timezone.now())
    mine = under_any("region_path", user.scopes(Verb.WORK)) & (Exists(member) | Exists(broken))
    return _unbarred(user).filter(mine)


def team_cases(user: Actor) -> QuerySet[Case]:
    """Those in whose team the user is: what stands on their home."""
    member = CaseMember.objects.filter(case=OuterRef("pk"), user_id=user.pk, ended_at__isnull=True)
    return visible_to(user).filter(Exists(member))


def headers_visible_to(user: Actor) -> QuerySet[Case]:
    """The cases of the places where the user gives them out: number, kind and days, nothing of their content."""
    return _unbarred(user).filter(under_any("region_path", user.scopes(Verb.ASSIGN)))


def glass_visible_to(user: Actor) -> QuerySet[Case]:
    """What may be opened in an emergency: every open case of the place from which one is not barred."""
    return _unbarred(user).filter(under_any("region_path", user.scopes(Verb.BREAK_GLASS)), erased_at__isnull=True)


def unassigned(user: Actor) -> QuerySet[Case]:
    """Those nobody handles yet: what cannot wait, then the oldest first."""
    lead = CaseMember.objects.filter(case=OuterRef("pk"), ended_at__isnull=True, duty="lead")
    can_wait = ExpressionWrapper(Q(urgency=""), output_field=BooleanField())
    found = headers_visible_to(user).filter(~Exists(lead), closed_on__isnull=True)
    return found.order_by(can_wait, "received_on", "pk")


def has_supervisor(case: Case) -> bool:
    return CaseMember.objects.filter(case=case, duty=Duty.SUPERVISOR, ended_at__isnull=True).exists()


def supervisors_for(case: Case) -> list[UUID]:
    """Who could supervise it: of the place or above, neither its lead nor barred from it."""
    out = set(CaseBar.objects.filter(case=case).values_list("user_id", flat=True))
    out |= set(
        CaseMember.objects.filter(case=case, duty=Duty.LEAD, ended_at__isnull=True).values_list("user_id", flat=True)
    )
    return [user_id for user_id in holders(case.region_path, verb=Verb.ASSIGN) if user_id not in out]


def unsupervised(user: Actor) -> QuerySet[Case]:
    """Cases that somebody else leads and nobody supervises, where the user could."""
    held = CaseMember.objects.filter(case=OuterRef("pk"), ended_at__isnull=True)
    led = Exists(held.filter(duty=Duty.LEAD).exclude(user_id=user.pk))
    lacking = headers_visible_to(user).filter(led, ~Exists(held.filter(duty=Duty.SUPERVISOR)), closed_on__isnull=True)
    return lacking.order_by("received_on", "pk")


def case_by_code(code: str) -> Case | None:
    return Case.objects.select_related("client").filter(code_hash=hash_of(code), erased_at__isnull=True).first()


def running(cases: QuerySet[Case]) -> QuerySet[Deadline]:
    """The periods that run in the cases, soonest first."""
    return Deadline.objects.filter(case__in=cases, met_on__isnull=True).select_related("case").order_by("due_on", "pk")


def deadlines_of(case: Case) -> list[Deadline]:
    """A case's periods, those that run first; each with the working days left, and whether its days off are known.

    Of a year whose days off nobody has announced yet, Monday to Friday is assumed, and that is shown (domain B13).
    """
    rows = list(case.deadlines.order_by(F("met_on").asc(nulls_first=True), "due_on", "pk"))
    left = days_left(timezone.localdate(), {row.due_on for row in rows})
    uncertain = uncovered_years(row.due_on.year for row in rows)
    for row in rows:
        row.days, row.is_certain = left[row.due_on], row.due_on.year not in uncertain
    return rows


def talk_of(case: Case) -> QuerySet[CaseNote]:
    """What passed between the team and the person by the code."""
    return CaseNote.objects.filter(case=case, struck="").exclude(side=NoteSide.TEAM)


def idle_cases(user: Actor) -> QuerySet[Case]:
    """One's open cases in which no period runs and nothing is planned: they would stand on no list."""
    runs = Deadline.objects.filter(case=OuterRef("pk"), met_on__isnull=True)
    planned = CaseTask.objects.filter(case=OuterRef("pk"), done_on__isnull=True)
    joint = JointSession.objects.filter(case=OuterRef("pk"), state=JointState.PLANNED)
    return team_cases(user).filter(~Exists(runs), ~Exists(planned), ~Exists(joint), closed_on__isnull=True)


def glass_seen_by(user: Actor) -> QuerySet[BreakGlass]:
    """Every opening from outside in the places where the user looks at them afterwards, the latest first."""
    cases = _unbarred(user).filter(under_any("region_path", user.scopes(Verb.REVIEW_GLASS)))
    return BreakGlass.objects.filter(case__in=cases).select_related("case").order_by("-created_at", "-pk")


def open_tasks(cases: QuerySet[Case]) -> QuerySet[CaseTask]:
    return CaseTask.objects.filter(case__in=cases, done_on__isnull=True).select_related("case").order_by("due_on", "pk")


def transfers_to(user: Actor) -> QuerySet[Referral]:
    """What colleagues offer the user: only why and by when, until it is accepted."""
    offered = Referral.objects.filter(to_user_id=user.pk, state=ReferralState.OFFERED, case__in=_unbarred(user))
    return offered.filter(under_any("region_path", user.scopes(Verb.REFER))).select_related("case").order_by("due_on")


def referrals_in(cases: QuerySet[Case]) -> QuerySet[Referral]:
    """What others have not finished yet."""
    waiting = Referral.objects.filter(case__in=cases, state__in=(ReferralState.OFFERED, ReferralState.ACCEPTED))
    return waiting.select_related("case").order_by("due_on", "pk")


def joint_planned(cases: QuerySet[Case]) -> QuerySet[JointSession]:
    planned = JointSession.objects.filter(case__in=cases, state=JointState.PLANNED)
    return planned.select_related("case").order_by("planned_on", "pk")


def glass_to_review(user: Actor) -> QuerySet[BreakGlass]:
    """Who opened a case from outside, and nobody has looked at it yet; never one's own."""
    cases = _unbarred(user).filter(under_any("region_path", user.scopes(Verb.REVIEW_GLASS)))
    waiting = BreakGlass.objects.filter(case__in=cases, reviewed_at__isnull=True)
    return waiting.exclude(user_id=user.pk).select_related("case").order_by("created_at")


def same_person(client: Client) -> Q:
    """A condition on cases: of somebody with the same phone, or without one with the same name, in that place."""
    if client.phone_index:
        return Q(client__phone_index=client.phone_index)
    return Q(client__name_index=client.name_index, client__region_path=client.region_path)


def alike(case: Case) -> QuerySet[Case]:
    """Earlier cases of the same kind and topic by the same person: a duplicate, or the same facts again."""
    others = Case.objects.filter(same_person(case.client), kind=case.kind, topic=case.topic, erased_at__isnull=True)
    return others.exclude(pk=case.pk).filter(created_at__lte=case.created_at).order_by("created_at")


def events_of(case: Case) -> QuerySet[AuditEvent]:
    """What happened in a case, from the trail itself: the case and the rows of its kind."""
    ids = [case.pk, *kind_of(case.kind).object_ids(case)]
    return AuditEvent.objects.using(WALLED).filter(object_id__in=ids).order_by("id")


def overdue(today: date) -> QuerySet[Deadline]:
    """Periods of ours that are over, and of which nobody above was told."""
    over = Q(due_on__lt=today) | Q(due_at__lt=timezone.now())
    late = Deadline.objects.filter(over, met_on__isnull=True, escalated_at__isnull=True)
    return late.filter(waits_for=Waits.US, case__closed_on__isnull=True).select_related("case")


def outside_figures(user: Actor, kind: str, first: date, after: date) -> QuerySet[OutsideFigure]:
    """What other bodies counted of a kind in a span that touches these days, in the places whose figures one sees."""
    seen = under_any("region_path", user.scopes(Verb.VIEW_FIGURES))
    return OutsideFigure.objects.filter(seen, kind=kind, begins_on__lt=after, ends_on__gte=first)
