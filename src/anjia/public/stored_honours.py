"""The lines of “what Anjia stores” about titles, plaques and stories."""

from django.utils.translation import gettext_lazy as _

from anjia.public.stating import ROUND, YEARS, Stored

HONOURS: tuple[Stored, ...] = (
    Stored(
        "honours.titleadoption",
        ("content",),
        _("上传的以前称号名单（加密保存）"),
        _("录入以前命名的家庭；填“否”和留空的随文件一起销毁"),
        ROUND,
        _("确认录入后立即销毁，最长保存一天"),
    ),
    Stored(
        "honours.erratumline",
        ("before", "after"),
        _("更正函里更正前后的姓名"),
        _("原决定不改，由发文机关出具更正函"),
        _("本村（社区）、乡镇（街道）和发文机关的工作人员"),
        _("本户退出时清除"),
    ),
    Stored(
        "honours.title",
        ("head_name",),
        _("获得称号的户主姓名"),
        _("印在命名决定和证书上；公开显示多少由本户决定"),
        _("公众只看到本户同意公开的部分"),
        _("长期保存名单；退出后不再显示"),
    ),
    Stored(
        "exemplars.recommendation",
        ("reason",),
        _("推荐示范户的理由"),
        _("乡镇（街道）和区县评议示范户时参考"),
        ROUND,
        YEARS,
    ),
    Stored(
        "exemplars.plaque",
        ("head_name", "received_by"),
        _("牌匾上的户主姓名和领取人"),
        _("登记牌匾交给了谁，遗失时可以换发"),
        ROUND,
        _("长期保存编号；退出后姓名清除"),
    ),
    Stored(
        "exemplars.ceremonyseat",
        ("receiver",),
        _("授牌仪式上的领取人"),
        _("排座次，印席签"),
        ROUND,
        YEARS,
    ),
    Stored(
        "exemplars.otherhonour",
        ("name", "issuing_body"),
        _("其他荣誉的名称和授予单位"),
        _("登记一次，不用反复填表；不影响评分"),
        ROUND,
        YEARS,
    ),
    Stored(
        "stories.familystory",
        ("headline", "shown_as"),
        _("家庭事迹的标题和公开时的称呼"),
        _("本户同意后向公众发布；随时可以撤下"),
        _("公众（已发布的）；撰写和核对的工作人员"),
        _("撤下后不再显示；退出后删除"),
    ),
    Stored(
        "stories.storysection",
        ("text",),
        _("家庭事迹的正文"),
        _("发布前逐处核对姓名、电话、住址和未成年人"),
        _("公众（已发布的）；撰写和核对的工作人员"),
        _("撤下后不再显示；退出后删除"),
    ),
    Stored(
        "stories.storyperson",
        ("name", "guardian", "witness"),
        _("同意在事迹中出现的人，未成年人的监护人，见证人"),
        _("每个人单独同意（个人信息保护法第二十五条）；撤回同意，事迹立即撤下"),
        ROUND,
        _("退出后删除"),
    ),
    Stored(
        "stories.storyphoto",
        ("caption",),
        _("事迹照片和说明（照片里的位置等信息已清除）"),
        _("本户同意后向公众发布；随时可以撤下"),
        _("公众（已发布的）；撰写和核对的工作人员"),
        _("撤下后不再显示；退出后删除"),
    ),
    Stored(
        "stories.storyfinding",
        ("excerpt",),
        _("发布前查出的字句"),
        _("没有处理完就不能发布"),
        _("核对的工作人员"),
        _("改正后删除；退出后删除"),
    ),
)
