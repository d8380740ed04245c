"""Where else there is help, by what has happened. Shown, never stored: which of them somebody took says what befell
them, and no field may say that (domain A9-10, frame F2).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Route:
    """A way to help: for what, to whom, how, and by which right."""

    what: str | Promise
    who: str | Promise
    how: str | Promise


ROUTES = (
    Route(_("受伤，要留证据"), _("医院急诊"), _("先治伤；请医生写明伤情，留病历、照片；需要时由公安机关委托伤情鉴定")),
    Route(_("没有地方住"), _("救助管理站（临时庇护）"), _("县级以上都有；可请公安机关护送（反家庭暴力法 18）")),
    Route(
        _("被拐卖、被强迫、被限制自由"),
        _("110，公安机关打拐部门"),
        _("不问本人怎么来的；救出后妇联、民政安排住处和回家"),
    ),
    Route(
        _("因为健康状况被歧视、不敢就医"),
        _("疾病预防控制机构、定点医院社会工作部"),
        _("咨询和检测可以匿名；我们只陪同、转介，不问结果、不记结果"),
    ),
    Route(
        _("要离婚、要抚养费、要赔偿"),
        _("法律援助中心 12348"),
        _("家庭暴力受害人申请法律援助不审查经济困难（法律援助法 32）"),
    ),
    Route(_("心里难受，想不开"), _("12356 心理援助热线"), _("二十四小时；也可以由我们约心理咨询")),
    Route(_("孩子受了伤害"), _("110，12345 未成年人保护"), _("发现就报，不等证据（未成年人保护法 11）")),
)
