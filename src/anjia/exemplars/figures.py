"""How many model families stand: what a unit's target of them is measured against (domain A5-10)."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import TitleKind
from anjia.honours.models import Title
from anjia.honours.queries import in_force
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.progress import Counter, by_place, register


def models(cycle: ProgrammeCycle, paths: Sequence[str]) -> Mapping[str, int]:
    """Model titles of the cycle in force at or below each of the paths."""
    held = in_force(Title.objects.filter(decision__cycle=cycle, kind=TitleKind.MODEL_FAMILY))
    return by_place(held, "region__path", paths)


register(Counter("models", _("示范户"), models, target="model_families", order=20))
