"""The forms of a cycle that are filled in by hand: what each says. They are Chinese whoever prints them."""

from collections.abc import Iterable, Sequence

from anjia.documents.papers import Column, PaperForm
from anjia.evaluations.enums import REFUSE_REASONS, RETURN_REASONS, Outcome
from anjia.evaluations.models import Candidacy
from anjia.evaluations.quorum import MeetingRules
from anjia.households.models import Household
from anjia.notices.enums import Finding, ObjectionGround
from anjia.web.addresses import address_of

VOLUNTARY = "参加与否完全自愿，随时可以退出，不需要说明理由。"
NEVER = "不写信仰、政治面貌、健康、纠纷、反映诉求和违法经历；有关这些的，请拨打 12338 或 110。"
# The numbers by which reasons are written on paper and chosen when it is typed in.
NUMBERED = {
    Outcome.RETURN: tuple(enumerate(sorted(RETURN_REASONS), start=1)),
    Outcome.REFUSE: tuple(enumerate(sorted(REFUSE_REASONS), start=11)),
}
OPINIONS = ("村（社区）意见", "乡镇（街道）妇联意见", "乡镇（街道）领导小组审批意见")


def application(family: Household, place: str, url: str) -> PaperForm:
    """Annex 3 for one family: filled from the registry, with the three opinions (domain A5-9)."""
    facts = (
        ("户主姓名", family.head_name),
        ("出生年月", family.head_birth),
        ("政治面貌（可不填）", ""),
        ("职业", family.occupation),
        ("家庭人数", str(family.household_size)),
        ("联系电话", ""),
        ("家庭住址", family.address),
        ("考核得分", ""),
    )
    members = [(m.name, m.birth, "", m.work_or_school) for m in family.members.all()]
    columns = (Column("成员姓名"), Column("出生年月"), Column("与户主关系"), Column("工作单位或学校", 1.6))
    return PaperForm(
        "平安家庭申报审批表", place, url, "",
        facts=facts, columns=columns, rows=members, blank_rows=max(0, 4 - len(members)),
        statements=(f"我家自愿申报平安家庭。{VOLUNTARY}",), opinions=OPINIONS, signatures=("户主签名", "日期"),
    )  # fmt: skip


def roll(families: Sequence[Household], place: str, url: str, least: str) -> PaperForm:
    """The sign-in list of a meeting; heads of other families are counted, never named (frame F5)."""
    columns = (Column("序号", 0.5), Column("户主姓名", 1.2), Column("住址", 2, "left"), Column("本人签到", 1.4),
               Column("委托哪一户", 1.4))  # fmt: skip
    rows = [(n, family.head_name, family.address, "", "") for n, family in enumerate(families, start=1)]
    return PaperForm(
        "户长会议签到表", place, url, "",
        facts=(("开会日期", ""), ("地点", ""), ("主持人", ""), ("其他到会户数（只记数）", "")),
        columns=columns, rows=rows, note=least + "受委托的户长须本人到会，每人只受一户委托。",
        signatures=("主持人", "记录人"),
    )  # fmt: skip


def proxy(place: str, url: str) -> PaperForm:
    return PaperForm(
        "户长会议委托书", place, url, "",
        facts=(("委托人（户主）", ""), ("受托人（户主）", ""), ("会议日期", "")),
        statements=("我家因故不能到会，委托上面的户长代表我家参加本次会议，只代表我家一户。", VOLUNTARY),
        signatures=("委托人签名", "受托人签名", "日期"),
    )  # fmt: skip


def tally(families: Sequence[Household], place: str, url: str, rules: MeetingRules) -> PaperForm:
    columns = (Column("序号", 0.5), Column("户主姓名", 1.2), Column("考核得分", 0.8), Column("画正字计票", 3, "left"),
               Column("同意票数", 0.9))  # fmt: skip
    rows = [(n, family.head_name, "", "", "") for n, family in enumerate(families, start=1)]
    votes = f"到会户长{rules.majority.shown}同意即推举，例如到会 20 户，须 {rules.votes_needed(20)} 票。"
    note = f"{votes}未达合格分的不计票。"
    return PaperForm(
        "户长会议推举计票表", place, url, "",
        facts=(("开会日期", ""), ("到会户数", "")), columns=columns, rows=rows, note=note,
        signatures=("唱票人", "计票人", "监票人"),
    )  # fmt: skip


def minutes(place: str, url: str) -> PaperForm:
    facts = ("开会日期", "地点", "主持人", "记录人", "全组总户数", "本人到会户数", "委托户数", "其他到会户数")
    columns = (Column("议题", 1.2), Column("结果", 4, "left"))
    rows = [("评分小组成员", ""), ("评分情况", ""), ("推举的家庭", ""), ("暂缓的家庭", ""), ("散会时间", "")]
    return PaperForm(
        "户长会议记录", place, url, "", facts=tuple((fact, "") for fact in facts), columns=columns, rows=rows,
        note=NEVER, signatures=("主持人", "记录人", "评分小组代表"),
    )  # fmt: skip


def opinions(title: str, candidacies: Iterable[Candidacy], place: str, url: str) -> PaperForm:
    """The list of one step: accept, return or refuse, by the numbers of the closed lists below."""
    columns = (
        Column("序号", 0.5), Column("小组", 1), Column("户主姓名", 1.2), Column("得分", 0.7), Column("票数", 0.8),
        Column("同意", 0.6), Column("退回", 0.6), Column("不通过", 0.7), Column("理由编号", 0.9),
    )  # fmt: skip
    rows = [
        (n, c.region.name, c.household.head_name, c.shown_score,
         f"{c.votes_for}/{c.voters_present}" if c.votes_for is not None else "", "", "", "", "")
        for n, c in enumerate(candidacies, start=1)
    ]  # fmt: skip
    return PaperForm(
        title, place, url, "", facts=(("日期", ""), ("户数", str(len(rows)))), columns=columns, rows=rows,
        blank_rows=0 if rows else 8, note=f"在一栏里打勾；退回、不通过的填理由编号。{reason_numbers()}",
        signatures=("经办人", "负责人（盖章）"),
    )  # fmt: skip


def reason_numbers() -> str:
    listed = {outcome: "　".join(f"{n} {reason.label}" for n, reason in given) for outcome, given in NUMBERED.items()}
    return f"退回：{listed[Outcome.RETURN]}。不通过：{listed[Outcome.REFUSE]}。"


def posting(place: str, url: str) -> PaperForm:
    return PaperForm(
        "公示张贴记录", place, url, "",
        facts=(("张贴日期", ""), ("张贴地点", ""), ("户数", ""), ("取下日期", "")),
        statements=("请在张贴当天拍一张看得清全文的照片，一并上传。公示期从系统里张贴那一天起算，不能往前补。",),
        signatures=("张贴人", "见证人"),
    )  # fmt: skip


def objection(place: str, url: str) -> PaperForm:
    return PaperForm(
        "公示异议表", place, url, "",
        facts=(("公示批次", ""), ("哪一户", ""), ("姓名（可不填）", ""), ("联系方式（可不填）", "")),
        statements=("只有下面四项理由，选一项：",), ticks=tuple(str(ground.label) for ground in ObjectionGround),
        columns=(Column("具体情况", 1, "left"),), blank_rows=3, note=NEVER, signatures=("收表人", "收到日期"),
    )  # fmt: skip


def answer(place: str, url: str) -> PaperForm:
    return PaperForm(
        "公示异议答复表", place, url, "", facts=(("公示批次", ""), ("哪一户", ""), ("收到日期", ""), ("答复日期", "")),
        statements=("核实结论，选一项：",), ticks=tuple(str(finding.label) for finding in Finding),
        columns=(Column("答复", 1, "left"),), blank_rows=3,
        note="核实的人须是村（社区）以外、与这件事没有利害关系的人。", signatures=("核实人", "负责人（盖章）"),
    )  # fmt: skip


def withdrawal(place: str, url: str) -> PaperForm:
    return PaperForm(
        "退出（撤回同意）表", place, url, "", facts=(("户主姓名", ""), ("小组", "")),
        ticks=("退出创建：评选马上停止，公示中马上不再显示", "只撤回公示姓名，仍参加创建"),
        statements=("收到就生效，不问理由，不影响享受任何服务。",),
        signatures=("户主签名", "日期", "收表人", "收到日期"),
        note=f"也可以不找村（社区）：在 {address_of('family')} 输入本户确认码，或拨打 12338。",
    )  # fmt: skip


def change(place: str, url: str) -> PaperForm:
    columns = (Column("哪一项", 1), Column("原来", 1.5, "left"), Column("改为", 1.5, "left"))
    items = ("户主姓名", "家庭住址", "家庭人数", "联系电话", "家庭成员", "其他")
    return PaperForm(
        "家庭资料变更表", place, url, "", facts=(("户主姓名", ""), ("小组", "")), columns=columns,
        rows=[(item, "", "") for item in items], note=NEVER, signatures=("户主签名", "日期", "经办人"),
    )  # fmt: skip
