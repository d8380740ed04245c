"""What programmes hold of a family, and what they forget (domain B10)."""

from django.utils.translation import gettext_lazy as _

from anjia.households.personal import Holding, hold

told = {"cycle": _("创建周期"), "criterion": _("条目"), "created_at": _("登记时间")}
hold(Holding("programmes.credit", _("积分"), told, deletes=True))
