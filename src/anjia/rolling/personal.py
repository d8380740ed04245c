"""What rolling management holds of a family, and what it forgets (domain B10)."""

from django.utils.translation import gettext_lazy as _

from anjia.households.personal import Holding, Kept, hold, keep
from anjia.rolling.actions.record import SCAN_KIND
from anjia.rolling.papers import FILE_KIND

REVIEW = {
    "kind": _("复核"), "state": _("结果"), "due_on": _("复核到期"), "planned_on": _("上门日期"),
    "held_on": _("复核日期"), "note": _("看到的情况"),
}  # fmt: skip
FINDING = {"criterion": _("标准"), "reason": _("没有达到的原因")}
RECTIFICATION = {"state": _("结果"), "issued_on": _("通知日期"), "due_on": _("整改期限")}
REVOCATION = {
    "state": _("进度"), "reason": _("取消的理由"), "hearing_on": _("听取意见的日期"), "hearing": _("怎样说的意见"),
    "words": _("家庭的意见"), "approved_on": _("审批日期"), "delivered_on": _("送达日期"),
    "appeal_until": _("申诉截止"),
}  # fmt: skip

counted = _("复核、整改的件数要对得上；不带文字和姓名")
hold(Holding("rolling.titlereview", _("称号复核"), REVIEW, blank={"note": ""}, kept=counted))
hold(Holding("rolling.reviewfinding", _("复核没有达到的"), FINDING, deletes=True))
hold(Holding("rolling.reviewrecusal", _("复核回避"), {"kind": _("缘由")}, deletes=True))
hold(Holding("rolling.rectification", _("限期整改"), RECTIFICATION, kept=counted))
hold(Holding("rolling.revocation", _("取消称号"), REVOCATION, blank={"reason": "", "words": ""}, kept=counted))
hold(Holding("rolling.renewalentry", _("列入续期决定"), {"decision": _("续期决定")}, kept=counted))
keep(
    Kept(
        _("已经签发的取消称号决定和纸质复核表"),
        _("公文和办理依据按档案规定保存，签发的文件不改动，只存不用"),
        (FILE_KIND, SCAN_KIND),
    )
)
