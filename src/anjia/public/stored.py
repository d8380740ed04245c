"""“What Anjia stores and never stores”: the personal fields, from the schema's own classes, and a reviewed never-list.

Every personal or sensitive field must be explained here; a field without a line, or a line without a field, fails
a test. Every line of the never-list is tested against all models.
"""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, router
from django.utils.translation import gettext_lazy as _

from anjia.kernel.schema import Privacy, described_models
from anjia.public.stating import ROUND, TAKING_PART, YEARS, Never, Stored
from anjia.public.stored_help import HELP
from anjia.public.stored_honours import HONOURS
from anjia.public.stored_services import SERVICES

# A list of laws: that there is one about something says nothing of anybody.
LAWS = frozenset({"regions.LegalBasis"})

STORED: tuple[Stored, ...] = (
    Stored(
        "households.household",
        ("head_name", "head_birth", "address", "occupation"),
        _("户主姓名、出生年月、家庭人数、住址、职业"),
        _("认出是哪一户，填好申报表，不用反复填写"),
        ROUND,
        TAKING_PART,
    ),
    Stored(
        "households.household",
        ("phone", "phone_index"),
        _("联系电话（加密保存，平时只显示前三位和后四位）"),
        _("通知本户；查看完整号码要写明理由并留下记录"),
        ROUND,
        TAKING_PART,
    ),
    Stored(
        "households.household",
        ("search_tokens",),
        _("户主姓名的拼音和首字母"),
        _("方便工作人员按拼音找到本户"),
        ROUND,
        TAKING_PART,
    ),
    Stored(
        "households.householdmember",
        ("name", "kinship", "sex", "birth", "work_or_school", "search_tokens"),
        _("家庭成员的姓名、与户主的关系、性别、出生年月、单位或学校"),
        _("申报审批表需要；可以只填户主"),
        ROUND,
        TAKING_PART,
    ),
    Stored(
        "households.householdchange",
        ("head_before", "head_after", "address_before", "address_after", "person"),
        _("搬家、分户、合并、换户主、去世这些变动的日期和前后情况"),
        _("查得出哪一天户主是谁、住在哪个小组"),
        ROUND,
        TAKING_PART,
    ),
    Stored(
        "households.changerequest",
        ("head_name", "asked", "note", "contact"),
        _("别人替您家提出的变更申请：写的是哪一户、要改成什么、怎么联系（加密保存）"),
        _("由村（社区）向本户核实后再改；提出申请的人看不到这户是否登记"),
        ROUND,
        _("办结后 30 天即删去所填内容"),
    ),
    Stored(
        "households.minorconsent",
        ("guardian_name",),
        _("不满 14 周岁的孩子由哪位监护人同意登记"),
        _("没有监护人同意的，到期即删去孩子的资料；孩子的任何情况从不公开"),
        ROUND,
        TAKING_PART,
    ),
    Stored(
        "households.importupload",
        ("content",),
        _("上传的名册原文件（加密保存）"),
        _("供工作人员核对后导入；填“否”和留空的各户随文件一起销毁"),
        ROUND,
        _("确认导入后立即销毁，最长保存一天；不进回收站，谁也恢复不了"),
    ),
    Stored(
        "households.stagedfamily",
        ("head_name", "head_birth", "address", "phone_sealed", "phone_index", "residence_type", "search_tokens"),
        _("正在导入的各户资料，以及被更新前的旧资料"),
        _("写入登记册；导入有误时可以整批撤销"),
        ROUND,
        _("撤销期满七天即删除"),
    ),
    Stored(
        "households.consentproof",
        ("witness", "second_witness"),
        _("代办同意时见证人的姓名"),
        _("证明同意是本户自己的意思"),
        ROUND,
        TAKING_PART,
    ),
    Stored(
        "evaluations.candidacy",
        ("score_sums", "alternatives"),
        _("各项得分合计；本户是否选用替代指标"),
        _("计算得分；选用替代指标不问原因"),
        _("评议组、本村（社区）和乡镇（街道）"),
        YEARS,
    ),
    Stored(
        "evaluations.ballot",
        ("scores",),
        _("每位评议员给出的分数和扣分原因"),
        _("扣分原因只能从公开的清单里选，本户可以看到"),
        _("评议组、本村（社区）和乡镇（街道）"),
        YEARS,
    ),
    Stored(
        "evaluations.drawnfamily",
        ("first_sums",),
        _("抽查抽中本户时，各条得分的合计"),
        _("看两次评分有多一致；不改变本户的得分"),
        _("只看得到各村的一致率，每户的比较不给人看"),
        YEARS,
    ),
    Stored(
        "evaluations.blindballot",
        ("scores",),
        _("抽查时别村的人给出的盲评分数"),
        _("看两次评分有多一致；不改变本户的得分"),
        _("盲评人看得到自己的这一张；其他人只看得到各村的一致率"),
        YEARS,
    ),
    Stored(
        "evaluations.opinion",
        ("note",),
        _("总评、妇联意见、审批意见的说明"),
        _("写明还缺什么材料；与评议无关的内容不能保存"),
        ROUND,
        YEARS,
    ),
    Stored(
        "households.correction",
        ("before_name", "after_name", "before_birth", "after_birth"),
        _("更正前后的户主姓名和出生年月"),
        _("写错了只改一次；防止用更正换成另一户"),
        ROUND,
        _("本户退出时清除"),
    ),
    Stored(
        "appeals.appeal",
        ("about", "parts", "statement", "answer"),
        _("您家的申诉：对哪一项、具体情况和书面答复"),
        _("由没有参加办理的人核实；成立的马上更正"),
        _("办理申诉的人和替您录入的人；本村（社区）只看到编号、事项和结果"),
        _("本户退出时马上删去；没有退出的，答复后 24 个月删去，只留日期和结果用来计数"),
    ),
    Stored(
        "notices.objection",
        ("statement", "answer"),
        _("公示异议的内容和答复"),
        _("由村（社区）以外的人核实并答复"),
        _("乡镇（街道）妇联"),
        _("答复后 1 年"),
    ),
    Stored(
        "notices.objection",
        ("objector_name", "objector_contact"),
        _("提出异议人的姓名和联系方式（加密，可不填）"),
        _("需要时回复您；可以不署名"),
        _("乡镇（街道）妇联"),
        _("答复后 1 年"),
    ),
    Stored(
        "supervision.pressurereport",
        ("answer",),
        _("区县办公室对“觉得是被要求参加的”的答复；反映的人只选村（社区）、情形和月份，不留姓名、账号、网络地址和钟点"),
        _("制止不自愿的做法；凭查询码可以看到"),
        _("区县领导小组办公室，村（社区）和乡镇（街道）看不到"),
        _("答复后 1 年"),
    ),
    Stored(
        "documents.storedfile",
        ("name",),
        _("上传或生成的文件的名称"),
        _("同意书、签字表、名册、命名决定和证书都是文件"),
        _("有权办理这件事的工作人员"),
        _("按档案保管期限"),
    ),
    Stored(
        "documents.keptpaper",
        ("helped_by",),
        _("按纸质表录入的：表的种类、纸上的日期、扫描件，和见证人或代笔人的姓名"),
        _("证明录入的与纸上的一样；口头提出的没有扫描件"),
        _("有权办理这件事的工作人员；署名的异议只有核实的人"),
        _("与所证明的事同时删去"),
    ),
    Stored(
        "accounts.user",
        ("username", "display_name", "search_tokens"),
        _("工作人员的姓名、手机号码或工号"),
        _("登录和留下办理记录"),
        _("本地管理员"),
        _("离任后 3 年"),
    ),
    Stored(
        "accounts.user",
        ("password",),
        _("工作人员密码的单向摘要"),
        _("登录；谁也看不到密码本身"),
        _("没有人"),
        _("离任后 3 年，与姓名一同删去"),
    ),
    Stored(
        "accounts.signin",
        ("session_key", "network"),
        _("工作人员正在登录的设备，和网络地址的前半段"),
        _("让本人看到账号在哪里登录，并能退出"),
        _("只有本人"),
        _("退出登录时，最长 12 小时"),
    ),
    Stored(
        "accounts.invitation",
        ("username", "display_name"),
        _("受邀工作人员的姓名、手机号码或工号"),
        _("发出邀请链接"),
        _("发出邀请的管理员"),
        _("链接失效后 30 天"),
    ),
    Stored(
        "web.savedfilter",
        ("name", "query"),
        _("工作人员自己保存的常用筛选（加密）"),
        _("下次不用再填筛选条件；里面可能有查找过的姓名"),
        _("保存的人自己"),
        _("本人删除时"),
    ),
    Stored(
        "web.submittedform",
        ("answer",),
        _("程序通过接口办理时得到的答复（加密）"),
        _("同一件事发送两次，只办一次，答复相同"),
        _("发出请求的程序"),
        _("两天"),
    ),
    Stored(
        "accounts.webhookendpoint",
        ("secret",),
        _("给别的系统签名的密钥（加密）；推送的内容只有编号和数字，没有人名"),
        _("让对方核对推送确实来自本站"),
        _("没有人；登记时显示一次"),
        _("推送地址停用时"),
    ),
    Stored(
        "web.binentry",
        ("title", "content"),
        _("回收站里的内容：被移除的成员、换下的名单（加密，列表里只显示部分姓名）"),
        _("误删时可以恢复"),
        _("有权办理这件事的工作人员"),
        _("删除后 30 天；删除本户资料时一并清除"),
    ),
    Stored(
        "web.formdraft",
        ("content",),
        _("工作人员填了一半、还没有提交的表单（加密）"),
        _("断网、关机或自动退出以后可以接着填；文件和密码不保存"),
        _("填写的人自己"),
        _("提交或放弃时，最长 7 天"),
    ),
    Stored(
        "kernel.auditevent",
        ("before", "after", "note"),
        _("每一次办理的前后变化和说明"),
        _("查清是谁在什么时候做了什么"),
        _("审计人员"),
        _("不少于 6 个月；只增不删，谁也改不了，里面不写家庭的姓名、住址和电话"),
    ),
    *HONOURS,
    *SERVICES,
    *HELP,
)

NEVER: tuple[Never, ...] = (
    Never("politics", _("政治面貌"), ("political", "politics", "party", "partisan")),
    Never("belief", _("宗教信仰或任何信念"), ("religion", "religious", "belief", "faith", "cult", "sect")),
    Never("opinion", _("对人对事的看法，“意见分歧户”"), ("attitude", "dissent", "stance", "loyalty")),
    Never(
        "petition",
        _("是否上访、信访、投诉过"),
        ("petition", "petitions", "petitioner", "xinfang", "shangfang"),
        told_apart=True,
    ),
    Never("control", _("“重点人员”“重点户”名单或风险等级"), ("watchlist", "blacklist", "risk", "suspect")),
    Never("crime", _("违法犯罪、服刑、社区矫正情况"), ("crime", "criminal", "convict", "prison", "offender", "police")),
    Never(
        "health",
        _("疾病、残疾、艾滋、吸毒等健康状况"),
        ("disease", "illness", "disability", "hiv", "drug", "medical"),
    ),
    Never("violence", _("谁遭受过家庭暴力"), ("violence", "abuse", "victim"), told_apart=True),
    Never(
        "disputes",
        _("家庭纠纷、调解、离婚情况"),
        ("dispute", "mediation", "divorce", "marital", "quarrel"),
        told_apart=True,
    ),
    Never("ethnicity", _("民族"), ("ethnicity", "ethnic", "race", "nationality")),
    Never("id_number", _("身份证号码"), ("idnumber", "idcard", "citizen", "shenfenzheng", "passport")),
    Never("income", _("收入、存款、低保"), ("income", "salary", "wealth", "savings", "subsidy", "dibao")),
    Never("fees", _("任何收费或摊派"), ("fee", "fees", "charge", "dues", "payment", "price")),
    Never("refusers", _("没有参加的家庭的名单"), ("nonparticipant", "refuser", "declined", "absentee")),
    Never("biometrics", _("人脸、指纹、位置轨迹"), ("face", "fingerprint", "biometric", "latitude", "gps")),
)  # fmt: skip


def personal_fields() -> dict[tuple[str, str], Privacy]:
    """Every field of a project model that is classed personal or sensitive: `(model label, field)` to its class."""
    return {
        (model._meta.label_lower, name): privacy
        for model, description in described_models.items()
        for name, privacy in description.privacy.items()
        if privacy in {Privacy.PERSONAL, Privacy.SENSITIVE} and not model._meta.abstract
    }


def names_in_schema(*, walled: bool = True) -> dict[str, str]:
    """Every word used in a table's, field's or closed list's name, with one place where it stands.

    Without `walled`, of the main database alone: everything that is about families.
    """
    words: dict[str, str] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("anjia.") or (not walled and router.db_for_read(model) != DEFAULT_DB_ALIAS):
            continue
        for name in _names_of(model):
            for word in name.lower().replace(" ", "_").split("_"):
                words.setdefault(word, f"{model._meta.label}: {name}")
    return words


def _names_of(model: type[models.Model]) -> list[str]:
    names = [model._meta.db_table]
    for field in model._meta.get_fields():
        names.append(field.name)
        if model._meta.label not in LAWS:
            names += [str(value) for value, _label in getattr(field, "choices", None) or []]
    return names
