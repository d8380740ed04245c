"""What honours hold of a family, and what they forget (domain B10)."""

from django.utils.translation import gettext_lazy as _

from anjia.honours.permissions import CERTIFICATES_KIND, FILE_KIND
from anjia.households.personal import Holding, Kept, hold, keep

LINE = {"erratum": _("更正函"), "before": _("原写作"), "after": _("更正为")}
TITLE = {
    "decision": _("命名决定"), "region": _("小组"), "kind": _("称号"), "state": _("状态"), "head_name": _("户主姓名"),
    "serial": _("证书编号"), "granted_on": _("命名日期"), "review_due_on": _("复核日期"), "valid_to": _("有效期至"),
    "withdrawn_at": _("终止时间"),
}  # fmt: skip

agreed = _("命名决定的户数要对得上；不带姓名")
hold(Holding("honours.decisionentry", _("列入命名决定"), {"decision": _("命名决定")}, kept=agreed))
corrected = _("更正函的条数要对得上；不带姓名")
hold(Holding("honours.erratumline", _("更正函"), LINE, blank={"before": "", "after": ""}, kept=corrected))
granted = _("证书编号不再给别的家庭使用；扫码查验只显示已终止，不带姓名")
hold(Holding("honours.title", _("称号"), TITLE, blank={"head_name": ""}, kept=granted))
keep(
    Kept(
        _("已经签发的命名决定、名单、更正函和证书"),
        _("表彰文件依法永久保存，名单上是户主姓名、单位和年度；签发的文件不改动，只存不用"),
        (FILE_KIND, CERTIFICATES_KIND),
    )
)
