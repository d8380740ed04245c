"""What every row that hangs on a cycle has: a manager that tells rehearsals from the real thing."""

from typing import ClassVar

from anjia.kernel.models import Row
from anjia.programmes.rehearsing import CycleManager


class CycleRow(Row):
    """A row of a cycle; `cycle_path` is the lookup that leads to it ("" for the cycle itself)."""

    cycle_path: ClassVar[str] = "cycle"

    objects = CycleManager()

    class Meta:
        abstract = True
