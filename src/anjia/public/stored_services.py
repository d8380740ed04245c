"""The lines of “what Anjia stores” about what people say when they come for help: kept apart, behind the wall."""

from django.utils.translation import gettext_lazy as _

from anjia.public.stating import Stored

TEAM = _("只有办理这件事的几个人；谁看过都有记录。村（社区）和评议家庭的人看不到")
UNTIL = _("办结三年后清除")

SERVICES: tuple[Stored, ...] = (
    Stored(
        "services.client",
        ("name", "phone", "hours", "guardian"),
        _("来求助、反映事情的人怎么称呼、电话、怎样联系安全、监护人（另一个数据库，加密保存，不和家庭资料相连）"),
        _("安全地联系到本人"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "services.case",
        ("summary",),
        _("本人说的事情经过（加密保存）"),
        _("办理这件事；不影响任何家庭的评议"),
        TEAM,
        UNTIL,
    ),
    Stored("services.casenote", ("words",), _("办理中的记录（加密保存）"), _("办理这件事"), TEAM, UNTIL),
    Stored("services.casetask", ("words",), _("约好要做的事（加密保存）"), _("按时办理"), TEAM, UNTIL),
    Stored(
        "services.casefile",
        ("name", "key"),
        _("给本人的告知书和答复（加密保存）"),
        _("本人凭查询码可以取"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "services.referral",
        ("body", "words", "answer"),
        _("征得本人同意后转给哪个单位、为什么、怎样答复（加密保存）"),
        _("让对的单位办理"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "services.deadline",
        ("extension_reason",),
        _("延长期限的理由（加密保存）"),
        _("告知本人"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "services.breakglass",
        ("words",),
        _("团队以外的人紧急查看的理由（加密保存）"),
        _("由另一个人核查是否必要"),
        _("督导"),
        UNTIL,
    ),
    Stored(
        "petitions.petition",
        ("concerned", "representatives", "redirected_to", "redirect_words"),
        _("信访反映的是哪个单位或谁、推选的代表、不受理的去处和理由（加密保存）"),
        _("依照《信访工作条例》办理；材料不给被反映的人"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "petitions.petitionanswer",
        ("words",),
        _("信访的答复、复查和复核意见（加密保存）"),
        _("答复本人"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "petitions.petitionorder",
        ("words", "answer"),
        _("督导的督办要求和办理情况（加密保存）"),
        _("按期办结"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "care.carecase",
        ("audience", "guardian", "languages", "times", "needs"),
        _("需要什么样的关爱、监护人、习惯说什么话、什么时候方便、了解到的需要（加密保存，不能据此列名单）"),
        _("安排合适的人看望和帮助；不影响任何家庭的评议"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "care.carevisit",
        ("words",),
        _("看望时看到了什么、需要什么（加密保存）"),
        _("及时帮助，保护孩子"),
        TEAM,
        UNTIL,
    ),
    Stored(
        "care.volunteer",
        ("name", "phone", "languages", "times"),
        _("志愿者的姓名、电话、会说的话、有空的时间，和查询违法犯罪记录的日子（不保存查询结果；加密保存）"),
        _("请核查过的人看望；本人同意后登记"),
        _("只有权益服务的工作人员和督导"),
        _("退出一年后清除"),
    ),
)
