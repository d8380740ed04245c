"""What rows that hang on a cycle have: a manager that tells rehearsals from the real thing, organs that issue."""

from typing import Any, ClassVar

from anjia.kernel.models import Row
from anjia.programmes.rehearsing import CycleManager


class CycleRow(Row):
    """A row of a cycle; `cycle_path` is the lookup that leads to it ("" for the cycle itself)."""

    cycle_path: ClassVar[str] = "cycle"

    objects = CycleManager()

    class Meta:
        abstract = True


INLINE = 2
"""So many organs are named in a document's title; of more the main one, and how many."""


def listed(text: str) -> tuple[str, ...]:
    """The organs of a field's text, without blank lines."""
    return tuple(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)


class IssuedTogether:
    """For rows with `issuing_organ` and `joint_organs`: who issues with the main organ, one a line (domain A13-13)."""

    issuing_organ: Any
    joint_organs: Any

    @property
    def joint(self) -> tuple[str, ...]:
        return listed(self.joint_organs)

    @property
    def organs(self) -> str:
        """All of them as a sentence names them, the main organ first."""
        return "、".join((self.issuing_organ, *self.joint))

    @property
    def titled_organs(self) -> str:
        """As the title of a document begins."""
        joint = self.joint
        if len(joint) < INLINE:
            return " ".join((self.issuing_organ, *joint))
        return f"{self.issuing_organ}等{len(joint) + 1}部门"
