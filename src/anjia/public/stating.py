"""What a line of “what Anjia stores and never stores” says."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise


@dataclass(frozen=True)
class Stored:
    """Why some fields of one model are kept, who sees them, and until when."""

    model: str
    fields: tuple[str, ...]
    what: Label
    why: Label
    who: Label
    until: Label


@dataclass(frozen=True)
class Never:
    """Something for which no field, table or closed list exists. `words` are looked for in every model.

    `told_apart`: what somebody says of it when they come for help is kept behind the wall, tied to no family.
    """

    code: str
    label: Label
    words: tuple[str, ...]
    told_apart: bool = False


ROUND = _("本村（社区）和所属乡镇（街道）的工作人员")
YEARS = _("称号结束后 2 年；未命名的 1 年")
TAKING_PART = _("参加期间；退出或搬走 1 年后删去，本户要求的随时删")
