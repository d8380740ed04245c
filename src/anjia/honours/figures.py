"""How many families hold a title: what a unit's target is measured against (domain A5-10)."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.progress import Counter, by_place, register


def named(cycle: ProgrammeCycle, paths: Sequence[str]) -> Mapping[str, int]:
    """Valid titles of the cycle at or below each of the paths."""
    held = Title.objects.filter(decision__cycle=cycle, state=TitleState.VALID)
    return by_place(held, "region__path", paths)


register(Counter("named", _("平安家庭"), named, target="safe_families", order=10))
