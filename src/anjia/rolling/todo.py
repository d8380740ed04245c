"""What the home asks people to do about titles that come of age."""

from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.enums import Verb as HonourVerb
from anjia.honours.models import NamingDecision
from anjia.kernel.scope import under
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.rolling.enums import CancellationState, CaseStep, Due, Verb
from anjia.rolling.models import Cancellation, Revocation
from anjia.rolling.queries import HOME, due_here, executable, is_due, renewable_in, waits_for
from anjia.web.panels import Task, find_tasks

STEPS = (
    (Verb.HEAR, CaseStep.HEAR, _("听取 %(n)s 户家庭的意见")),
    (Verb.APPROVE, CaseStep.DECIDE, _("审批 %(n)s 户的取消")),
    (Verb.PROPOSE, CaseStep.DELIVER, _("%(n)s 份告知书待送到家里")),
)


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """For the village what to look at, for the town whom to hear and what to decide, for the organ what to sign."""
    if not scope_path or not user.may(Verb.VIEW, scope_path):
        return []
    found = _reviews(scope_path, user) if user.may(Verb.REVIEW, scope_path) else []
    found += _cases(user, scope_path)
    if user.may(Verb.SIGN, scope_path):
        found += _to_sign(scope_path)
    return found + _town(user, scope_path) + _decisions(user, scope_path)


def _reviews(path: str, user: Any) -> list[Task]:
    today, here = timezone.localdate(), due_here(user, Verb.REVIEW).filter(under(HOME, path))
    titles = ((Due.OVERDUE, _("%(n)s 户复核已到期")), (Due.RECTIFYING, _("%(n)s 户在整改期内，改好的请复查")))
    found = []
    for kind, words in titles:
        rows = here.filter(is_due(kind, today)).order_by()
        count = rows.count()
        first = rows.aggregate(first=Min("review_due_on"))["first"] if kind == Due.OVERDUE else None
        if count:
            url = f"{reverse('rolling:due_list')}?due={kind}"
            found.append(Task(words % {"n": count}, url, due_on=first, count=count))
    return found


def _cases(user: Any, path: str) -> list[Task]:
    found = []
    for verb, step, words in STEPS:
        waiting = Revocation.objects.filter(waits_for(step), under(HOME, path)) if user.may(verb, path) else None
        count = waiting.count() if waiting is not None else 0
        if count:
            url = f"{reverse('rolling:revocation_list')}?step={step}"
            found.append(Task(words % {"n": count}, url, count=count))
    return found


def _to_sign(path: str) -> list[Task]:
    drafts = Cancellation.objects.filter(under("region__path", path), state=CancellationState.DRAFTED)
    return [
        Task(
            _("签发：%(title)s") % {"title": paper.title},
            reverse("rolling:cancellation_sign", args=[paper.pk]),
            paper.region.name,
        )
        for paper in drafts.select_related("region").order_by("created_at")
    ]


def _town(user: Any, path: str) -> list[Task]:
    """What the town can draft now."""
    if not (user.may(HonourVerb.PREPARE, path) or user.may(Verb.PREPARE, path)):
        return []
    town = Region.objects.get(path=path)
    if town.level != Level.TOWN or current_cycle(town) is None:
        return []
    found = []
    ready = renewable_in(town).count() if user.may(HonourVerb.PREPARE, path) else 0
    if ready:
        url = reverse("rolling:renewal_draft", args=[town.pk])
        found.append(Task(_("有 %(n)s 户可以续期，可以起草续期决定") % {"n": ready}, url, count=ready))
    over = executable(town).count() if user.may(Verb.PREPARE, path) else 0
    if over:
        url = reverse("rolling:cancellation_draft", args=[town.pk])
        found.append(Task(_("有 %(n)s 户申诉期满，可以起草取消决定") % {"n": over}, url, count=over))
    return found


def _decisions(user: Any, path: str) -> list[Task]:
    """Renewals that wait for the meeting or the signature."""
    steps = (
        (HonourVerb.DECIDE, DecisionState.DRAFTED, "rolling:decision_decide", _("登记会议审定：%(title)s")),
        (HonourVerb.SIGN, DecisionState.DECIDED, "rolling:decision_sign", _("签发：%(title)s")),
    )
    found = []
    for verb, state, page, words in steps:
        if not user.may(verb, path):
            continue
        waiting = NamingDecision.objects.filter(
            under("region__path", path), state=state, kind=TitleKind.SAFE_FAMILY, is_renewal=True
        )
        found += [
            Task(words % {"title": row.title}, reverse(page, args=[row.pk]), row.region.name, row.cycle.naming_day)
            for row in waiting.select_related("cycle", "region").order_by("created_at")
        ]
    return found
