"""What notices hold of a family, and what they forget (domain B10)."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.households.personal import Holding, hold
from anjia.kernel.permissions import Actor
from anjia.notices.actions.answer_objection import forget_objections
from anjia.notices.models import NoticeEntry, Objection

# Who objects, and in which words, is told to nobody but the investigator (frame F6).
OBJECTOR = ("statement", "objector_name", "objector_contact")
OBJECTION = {
    "ground": _("理由"), "received_at": _("收到时间"), "state": _("状态"), "finding": _("结论"), "answer": _("答复"),
    "answered_at": _("答复时间"),
}  # fmt: skip
ENTRY = {
    "notice": _("公示"), "shown_name": _("公示的姓名"), "group_name": _("小组"), "state": _("状态"),
    "ends_on": _("本户公示至"), "corrected_from": _("更正前"), "corrected_on": _("更正日期"),
}  # fmt: skip
SHOWN = dict.fromkeys(("shown_name", "corrected_from"), "")


def _objections(household_id: uuid.UUID) -> QuerySet[Any]:
    entries = NoticeEntry.objects.filter(household_id=household_id).order_by().values("pk")
    return Objection.objects.filter(entry_id__in=entries)


def _forget(household_id: uuid.UUID, by: Actor) -> int:
    """The words go, and with them the papers they came on."""
    return forget_objections(list(_objections(household_id).order_by().values_list("pk", flat=True)), by)


ended, posted = _("异议办结的结论，不带姓名和内容"), _("公示张贴过、又撤下的记录，不带姓名")
hold(Holding("notices.objection", _("异议"), OBJECTION, _objections, hidden=OBJECTOR, erase=_forget, kept=ended))
hold(Holding("notices.noticeentry", _("公示"), ENTRY, blank=SHOWN, kept=posted))
