"""The roster of each step: made with a batch, or of the families accepted one by one since (domain A5-2)."""

import uuid
from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import Outcome
from anjia.evaluations.models import Candidacy, Opinion, StepRoster
from anjia.evaluations.steps import STEPS, StepRule
from anjia.kernel import audit
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Refused
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import SEGMENT, under
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

JOB = "evaluations.roster"


def rosters_for(
    places: Mapping[uuid.UUID, tuple[uuid.UUID, str]], rule: StepRule, *, by: Actor
) -> dict[uuid.UUID, uuid.UUID]:
    """A roster for each cycle and place of a batch; candidacy id to roster id.

    `places` says of each candidacy its cycle's id and its region path.
    """
    end = rule.level.depth * SEGMENT
    grouped: dict[tuple[uuid.UUID, str], list[uuid.UUID]] = defaultdict(list)
    for pk, (cycle_id, path) in places.items():
        grouped[(cycle_id, path[:end])].append(pk)
    regions = {region.path: region for region in Region.objects.filter(path__in={path for _cycle, path in grouped})}
    made: dict[uuid.UUID, uuid.UUID] = {}
    for (cycle_id, path), ids in grouped.items():
        roster = _create(cycle_id, regions[path], rule, len(ids), by=by)
        made.update(dict.fromkeys(ids, roster.pk))
    return made


@transaction.atomic
def make_roster(cycle: ProgrammeCycle, region: Region, step: str, *, by: Actor) -> StepRoster:
    """The roster of all families accepted at a step in a place that stand on none yet. Refused where there is none."""
    if rehearsing.get():
        raise Refused(_("演练不生成名册文件。"), who=_("正式办理时，名册随意见一起生成。"))
    rule = STEPS[step]
    require(by, rule.verb, region.path)
    if region.level != rule.level:
        raise Refused(_("“%(step)s”的名册按%(level)s生成。") % {"step": rule.step.label, "level": rule.level.label})
    open_ones = unlisted(cycle, region, step)
    count = open_ones.count()
    if not count:
        raise Refused(_("没有尚未入册的家庭。"), who=_("已经同意的家庭都在已有的名册里。"))
    roster = _create(cycle.pk, region, rule, count, by=by)
    open_ones.update(roster_id=roster.pk)
    return roster


def unlisted(cycle: ProgrammeCycle, region: Region, step: str) -> QuerySet[Opinion]:
    """The accepting opinions of a step in a place whose family stands on no roster of it yet."""
    accepted = Opinion.objects.filter(step=step, outcome=Outcome.ACCEPT, roster_id__isnull=True)
    return accepted.filter(
        candidacy__in=Candidacy.objects.filter(under("region__path", region.path), cycle=cycle).values("pk")
    ).order_by()


def _create(cycle_id: uuid.UUID, region: Region, rule: StepRule, families: int, *, by: Actor) -> StepRoster:
    roster = StepRoster.objects.create(
        cycle_id=cycle_id,
        region=region,
        step=rule.step,
        families=families,
        made_on=timezone.localdate(),
        made_by_id=by.pk,
    )
    after = {"step": rule.step, "families": families}
    audit.record(rule.verb, roster, by=by, after=after, region_path=region.path)
    enqueue(JOB, key=f"{JOB}:{roster.pk}", by=by, roster_id=roster.pk)
    return roster
