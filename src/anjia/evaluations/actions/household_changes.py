"""What a family's change means for its running candidacy (domain A5): decided here, in the same transaction.

Before its group has met, a candidacy goes along with the family. From the meeting on it stays with the place that
scored it, until the decision; the next cycle begins where the family lives then.
"""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.candidacies import register_candidacies
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.models import (
    Attendance,
    Ballot,
    Candidacy,
    CriterionDeduction,
    GroupMeeting,
    Opinion,
    Recusal,
)
from anjia.evaluations.permissions import Consequence
from anjia.evaluations.workflow import CANDIDACY
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many
from anjia.programmes.enums import CycleState

BEFORE_MEETING = (S.DRAFT, S.CONSENTED, S.DEFERRED)
OVER = (S.WITHDRAWN, S.REFUSED)


@transaction.atomic
def follow_moves(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Families moved: unscored candidacies go along, or begin anew in the cycle of the new place. Returns how many."""
    ids = list(household_ids)
    Attendance.objects.filter(household__in=ids, meeting__state=MeetingState.PLANNED).delete()
    Attendance.objects.filter(proxy_holder_id__in=ids, meeting__state=MeetingState.PLANNED).delete()
    waiting = Candidacy.objects.filter(household__in=ids, state__in=BEFORE_MEETING, cycle__state=CycleState.OPEN)
    elsewhere = _outside_their_cycle(waiting)
    advance_many(elsewhere, CANDIDACY["withdraw"], by=Consequence(by), note=str(_("搬到其他区县")))
    moved = list(waiting.order_by().values_list("pk", "region__path"))
    home = Household.objects.filter(pk=OuterRef("household_id"))
    Candidacy.objects.filter(pk__in=[pk for pk, _path in moved]).update(
        region=Subquery(home.values("region_id")[:1]), meeting=None, version=F("version") + 1
    )
    told = [(pk, path, {"region": path}, {"moved": True}) for pk, path in moved]
    audit.record_many(Verb.REGISTER, Candidacy._meta.label_lower, told, by=by)
    running = Candidacy.objects.filter(household__in=ids, cycle__state=CycleState.OPEN).exclude(state=S.WITHDRAWN)
    busy = set(running.order_by().values_list("household_id", flat=True))
    register_candidacies([pk for pk in ids if pk not in busy], by=by)
    return len(moved)


def _outside_their_cycle(candidacies: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
    """Those whose family now lives outside the region of the cycle they stand in."""
    rows = candidacies.order_by().values_list("pk", "household__region__path", "cycle__region__path")
    return Candidacy.objects.filter(pk__in=[pk for pk, home, cycle in rows if not home.startswith(cycle)])


@transaction.atomic
def adopt_candidacies(keep: Household, gone: Household, *, by: Actor) -> int:
    """Two rows were one family: the candidacies of `gone` go to `keep`, with all that was said of them.

    Raises Refused where both stand in the same cycle, with what to do; a mere draft of the row that goes is withdrawn.
    """
    mine = {c.cycle_id: c for c in keep.candidacies.exclude(state__in=OVER)}
    alike = gone.candidacies.filter(cycle__in=keep.candidacies.order_by().values("cycle"))
    live = list(alike.exclude(state__in=OVER).select_related("cycle"))
    for candidacy in live:
        _refuse_both(candidacy, mine.get(candidacy.cycle_id), keep, gone)
    drafts = [candidacy.pk for candidacy in live]
    advance_many(Candidacy.objects.filter(pk__in=drafts), CANDIDACY["withdraw"], by=Consequence(by))
    ids = list(gone.candidacies.exclude(pk__in=alike.order_by().values("pk")).values_list("pk", flat=True))
    for rows in (
        CriterionDeduction.objects.filter(ballot__candidacy__in=ids),
        Ballot.objects.filter(candidacy__in=ids),
        Recusal.objects.filter(candidacy__in=ids),
        Opinion.objects.filter(candidacy__in=ids),
        Candidacy.objects.filter(pk__in=ids),
    ):
        rehome(rows, keep.pk)
    held = GroupMeeting.objects.order_by().values("pk")
    there = Attendance.objects.filter(household=keep).order_by().values("meeting")
    rehome(Attendance.objects.filter(meeting__in=held, household=gone).exclude(meeting__in=there), keep.pk)
    proxies = Attendance.objects.filter(meeting__in=held, proxy_holder_id=gone.pk)
    proxies.exclude(household=keep).update(proxy_holder_id=keep.pk)
    return len(ids)


def _refuse_both(candidacy: Candidacy, own: Candidacy | None, keep: Household, gone: Household) -> None:
    """A draft of the row that goes can simply end; what has begun there cannot be thrown away."""
    if candidacy.state == S.DRAFT:
        return
    if own is None or own.state == S.DRAFT:
        raise Refused(
            _("%(year)d 年的评选已经在要去掉的那条登记上开始。请反过来，保留那一条。") % {"year": candidacy.cycle.year}
        )
    raise Refused(
        _("两条登记在 %(year)d 年都是候选户，不能合并。") % {"year": candidacy.cycle.year},
        who=_("请先由村（社区）总评以“重复申报”不通过其中一条，再来合并。"),
    )
