"""What this slice holds of a family, and what it forgets (domain B10)."""

from django.utils.translation import gettext_lazy as _

from anjia.exemplars.actions.other_honours import forget_honours
from anjia.households.personal import Holding, hold

RECOMMENDED = {
    "cycle": _("创建周期"), "state": _("状态"), "agreed_on": _("同意推荐的日期"), "reason": _("推荐理由"),
    "decision": _("命名决定"),
}  # fmt: skip
PLAQUE = {
    "kind": _("称号"), "state": _("状态"), "serial": _("牌匾编号"), "head_name": _("户主姓名"),
    "made_on": _("制作日期"), "given_on": _("授牌日期"), "received_by": _("领取人"),
}  # fmt: skip
HONOUR = {
    "kind": _("种类"), "name": _("荣誉名称"), "issuing_body": _("授予单位"), "number": _("文号或证书编号"),
    "awarded_on": _("授予日期"),
}  # fmt: skip

counted = _("推荐名册和命名决定的户数要对得上；不带姓名")
hold(Holding("exemplars.recommendation", _("示范户推荐"), RECOMMENDED, blank={"reason": ""}, kept=counted))
numbered = _("牌匾编号不再给别的家庭使用；扫码查验只显示无有效称号，不带姓名")
hold(Holding("exemplars.plaque", _("牌匾"), PLAQUE, blank={"head_name": "", "received_by": ""}, kept=numbered))
hold(Holding("exemplars.ceremonyseat", _("授牌仪式的座次"), {"receiver": _("领取人")}, deletes=True))
hold(Holding("exemplars.otherhonour", _("其他荣誉"), HONOUR, erase=forget_honours))
