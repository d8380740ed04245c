"""The lines of “what Anjia stores” about safety at home, beginning anew, what is offered: behind the wall as well."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anjia.public.stating import Stored
from anjia.public.stored_services import TEAM, UNTIL
from anjia.regions.enums import Rule
from anjia.regions.legal import term_of

HELP: tuple[Stored, ...] = (
    Stored(
        "protection.protection",
        ("danger", "reported_to"),
        _("家里不安全时最担心什么、向哪个公安机关报过案（加密保存）"),
        _("先保证安全；依《反家庭暴力法》应当报案的报案"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "protection.safetyplan",
        ("places", "people", "signal", "bag", "children"),
        _("和本人一起定的安全计划（加密保存）"),
        _("危险时知道先做什么"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "protection.warning",
        ("issued_by", "words"),
        _("公安机关的告诫书写了什么（加密保存）"),
        _("知道哪些行为已被禁止；查访"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "protection.protectionorder",
        ("court", "refused_words"),
        _("保护令向哪个法院申请、驳回的理由（加密保存）"),
        _("按时申请、送达、延长"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "reintegration.reintegration",
        ("wishes", "placed_words"),
        _("想做什么、怎样落实的（加密保存）；不问、不存以前的事"),
        _("按签好的协议帮助找事做、学手艺"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "reintegration.helpvisit",
        ("words",),
        _("走访时谈了什么（加密保存）"),
        _("按协议接着帮"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "offers.offerrequest",
        ("wants", "agency", "kept_at"),
        _(
            "想参加哪项服务；本人签字同意转介的，是哪个单位、同意书放在哪里（加密保存）；不存为什么来，没有来过的人的名单"
        ),
        _("答复什么时候可以来；证明转介有本人签字"),
        TEAM,
        format_lazy(_("结束{term}后清除；撤回的三十天后清除"), term=term_of(Rule.KEEP_REQUESTS)),
    ),
)
