"""How many families hold a title: what a unit's target is measured against (domain A5-10)."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import HELD, TitleKind, TitleState
from anjia.honours.models import Title
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.progress import Counter, by_place, register


def named(cycle: ProgrammeCycle, paths: Sequence[str]) -> Mapping[str, int]:
    """Families that were named in the cycle and hold their title, renewed since or not."""
    return by_place(_of(cycle, renewal=False), "region__path", paths)


def renewed(cycle: ProgrammeCycle, paths: Sequence[str]) -> Mapping[str, int]:
    """Titles that went on for a further term in the cycle; they count towards no target."""
    return by_place(_of(cycle, renewal=True), "region__path", paths)


def _of(cycle: ProgrammeCycle, *, renewal: bool) -> QuerySet[Title]:
    titles = Title.objects.filter(decision__cycle=cycle, decision__is_renewal=renewal, kind=TitleKind.SAFE_FAMILY)
    return titles.filter(state__in=(*HELD, TitleState.RENEWED))


register(Counter("named", _("平安家庭"), named, target="safe_families", order=10))
register(Counter("renewed", _("续期"), renewed, order=12))
