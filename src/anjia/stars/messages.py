"""The month's bulletin falls due: whoever makes it is told where it is, once a month (domain A6-5)."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell_each
from anjia.accounts.actions.messages import Note
from anjia.accounts.messages import Kind, register
from anjia.accounts.models import Membership
from anjia.kernel.scope import under
from anjia.programmes.enums import CycleState, Scheme
from anjia.programmes.models import ProgrammeCycle

BULLETIN = Kind(
    "stars.bulletin",
    _("五星月通报可以印发"),
    _("记星的周期里，每月初提醒乡镇（街道）妇联和区县办公室。"),
    title=_("%(place)s%(month)s的五星平安家庭创建月通报可以印发"),
    detail=_("只有各单位的数字，点开核对后打印"),
)
register(BULLETIN)

MAKERS = ("district_office", "town_federation")


def tell_bulletins(on: date | None = None) -> int:
    """Tell of last month's bulletin in every cycle of stars that ran in it; asked every day, it is told once."""
    month = ((on or timezone.localdate()).replace(day=1) - timedelta(days=1)).replace(day=1)
    running = ProgrammeCycle.objects.filter(scheme=Scheme.STARS_20, state=CycleState.OPEN, year=month.year)
    notes = [note for cycle in running.select_related("region") for note in _notes(cycle, month)]
    return tell_each(notes, BULLETIN.name)


def _notes(cycle: ProgrammeCycle, month: date) -> list[Note]:
    held = Membership.objects.in_force().filter(
        under("region__path", cycle.region.path), role__in=MAKERS, user__is_active=True
    )
    return [
        Note(
            [membership.user_id],
            f"{cycle.pk}:{month:%Y-%m}:{membership.region_id}",
            f"{reverse('stars:bulletin', args=[cycle.pk, membership.region_id])}?month={month:%Y-%m}",
            {"place": membership.region.name, "month": f"{month:%Y-%m}"},
        )
        for membership in held.select_related("region")
    ]
