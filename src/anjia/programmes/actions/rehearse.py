"""A village or town rehearses the year with its real roster, and throws the rehearsal away."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.scope import under
from anjia.kernel.workflow import advance
from anjia.programmes.enums import Scheme, StandardState, Verb
from anjia.programmes.erasing import erase
from anjia.programmes.models import ProgrammeCycle, StandardVersion
from anjia.programmes.policies import SUGGESTED_PASS_MARK
from anjia.programmes.queries.cycles import current_cycle
from anjia.programmes.signals import cycle_opened
from anjia.programmes.workflow import CYCLE
from anjia.regions.enums import Level
from anjia.regions.models import Region

KEPT = timedelta(days=30)
SETTINGS = ("standard_version", "pass_mark_half_points", "notice_working_days", "extension_working_days")
IN_ITS_PLACE = _("请先结束并清除那一次演练，或等它到期自动清除。")


@transaction.atomic
def start_rehearsal(region: Region, *, by: Actor) -> ProgrammeCycle:
    """Begin a rehearsal with the families of a village or town that take part, by the settings of the real cycle.

    Needs no authorisation and names nobody. Raises NotPermitted, Refused, Conflict where one runs there already.
    """
    require(by, Verb.REHEARSE, region.path)
    if region.level not in {Level.VILLAGE, Level.TOWN}:
        raise Refused(_("演练以一个村（社区）或乡镇（街道）为范围。"), who=_("请先在页面顶部选到那个地方。"))
    settings = _settings(current_cycle(region))
    with rehearsal():
        _require_free(region)
        cycle = _create(region, settings, by)
        cycle = advance(cycle, CYCLE["rehearse"], by=by)
        cycle_opened.send(sender=ProgrammeCycle, cycle=cycle, by=by)
    audit.record(Verb.REHEARSE, cycle, by=by, after={"started": True}, region_path=region.path)
    return cycle


def _require_free(region: Region) -> None:
    overlapping = ProgrammeCycle.objects.filter(
        Q(region__path__in=region.ancestor_paths) | under("region__path", region.path)
    ).first()
    if overlapping:
        raise Conflict(_("“%(place)s”正在演练，不能同时再开一次。") % {"place": overlapping.region}, who=IN_ITS_PLACE)


def _settings(real: ProgrammeCycle | None) -> dict[str, Any]:
    if real is not None:
        return {name: getattr(real, name) for name in SETTINGS}
    version = StandardVersion.objects.filter(state=StandardState.IN_FORCE, standard__scheme=Scheme.POINTS_100).first()
    if version is None:
        raise Refused(_("还没有施行的评议标准，不能演练评分。"), who=_("由区县领导小组办公室装入或通过标准。"))
    return {"standard_version": version, "pass_mark_half_points": 2 * SUGGESTED_PASS_MARK}


def _create(region: Region, settings: dict[str, Any], by: Actor) -> ProgrammeCycle:
    today = timezone.localdate()
    ends = today + KEPT
    try:
        with transaction.atomic():
            return ProgrammeCycle.objects.create(
                region=region,
                year=today.year,
                title=str(_("%(place)s演练") % {"place": region.name}),
                naming_day=ends,
                submission_deadline=ends,
                issuing_organ=str(_("演练 · 不作数")),
                organ_word=str(_("演练")),
                is_rehearsal=True,
                rehearsed_by_id=by.pk or region.pk,
                expires_on=ends,
                **settings,
            )
    except IntegrityError:
        raise Conflict(_("刚刚有人也在这里开始了演练，请刷新后查看。"), who=IN_ITS_PLACE) from None


@transaction.atomic
def discard_rehearsal(cycle: ProgrammeCycle, *, by: Actor) -> dict[str, int]:
    """Throw all of it away; returns how many rows of each kind, which is what the trail keeps. Nothing else stays."""
    require(by, Verb.REHEARSE, cycle.region.path)
    if not cycle.is_rehearsal:
        raise Refused(_("这是正式周期，不能清除。"))
    with rehearsal():
        gone = erase(ProgrammeCycle, Q(pk=cycle.pk, is_rehearsal=True))
    if not gone:
        raise Conflict(_("这次演练已经清除了。"))
    audit.record(Verb.REHEARSE, cycle, by=by, before=gone, after={"discarded": True}, region_path=cycle.region.path)
    return gone


def expire_rehearsals() -> int:
    """Throw away the rehearsals nobody threw away in time; returns how many."""
    with rehearsal():
        over = list(
            ProgrammeCycle.objects.filter(expires_on__lt=timezone.localdate()).select_related("region").order_by("pk")
        )
    for cycle in over:
        discard_rehearsal(cycle, by=SYSTEM)
    return len(over)
