"""What programmes hold of a family, and what they forget (domain B10)."""

from django.utils.translation import gettext_lazy as _

from anjia.households.personal import Holding, hold

told = {"cycle": _("创建周期"), "criterion": _("条目"), "created_at": _("登记时间")}
held = {
    "step": _("停在哪一步"), "placed_at": _("开始时间"), "released_at": _("解除时间"), "outcome": _("怎样解除"),
}  # fmt: skip
hold(Holding("programmes.hold", _("申诉期间的暂停"), held, deletes=True))
hold(Holding("programmes.credit", _("积分"), told, deletes=True))
