"""What appeals hold of a family, and what they forget (domain B10)."""

import uuid

from django.utils.translation import gettext_lazy as _

from anjia.appeals.actions.forget import FILES, drop_files
from anjia.appeals.models import Appeal
from anjia.households.personal import Holding, hold
from anjia.kernel.permissions import Actor

APPEAL = {
    "number": _("申诉编号"), "about": _("对哪一项"), "parts": _("具体各项"), "ground": _("理由"),
    "statement": _("具体情况"), "received_on": _("收到日期"), "state": _("状态"), "answer": _("答复"),
    "decided_at": _("答复时间"),
}  # fmt: skip


def _forget(household_id: uuid.UUID, by: Actor) -> int:
    """The appeal, the paper it came on and the answer: they are about this family alone."""
    rows = Appeal.objects.filter(household_id=household_id)
    drop_files(rows.order_by().values_list(*FILES), by=by)
    return int(rows.delete()[0])


def _in_words(parts: dict[str, str]) -> str:
    return "；".join(parts.values())


# Who may not decide it says something of the deciders, not of the family.
hold(Holding("appeals.appealrecusal", _("申诉回避"), {"reason": _("原因")}, deletes=True))
hold(Holding("appeals.appeal", _("申诉"), APPEAL, words={"parts": _in_words}, erase=_forget))
