"""Organs that issue documents together with the main one: one a line, in their order (联合行文, domain A13-13)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused

MOST = 3
LONGEST = 40
INLINE = 2
"""So many organs are named in a document's title; of more the main one, and how many."""


def listed(text: str) -> tuple[str, ...]:
    """The organs of a field's text, without blank lines."""
    return tuple(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)


def check_joint(main: str, text: str) -> None:
    """Raise Refused for too many, for one named twice, and for a name that is no organ's."""
    organs = listed(text)
    if len(organs) > MOST:
        raise Refused(_("联合发文机关最多 %(most)d 个（不含主办机关）。") % {"most": MOST})
    if len({main.strip(), *organs}) != len(organs) + 1:
        raise Refused(_("同一个发文机关写了两次。主办机关排在最前，不用在联合发文机关里再写。"))
    if any(len(organ) > LONGEST for organ in organs):
        raise Refused(_("联合发文机关的名称不超过 %(most)d 个字，一行写一个。") % {"most": LONGEST})


class IssuedTogether:
    """For rows with `issuing_organ` and `joint_organs`."""

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
