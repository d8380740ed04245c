"""Annex 3: the application, with its three opinions (domain A5-3, A5-9)."""

from datetime import date

from django.utils import timezone

from anjia.documents.papers import GridForm, GridRow
from anjia.documents.render.typesetting import chinese_date
from anjia.evaluations.annexes.cells import box, head, place_of
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, Step
from anjia.evaluations.models import Candidacy, Opinion
from anjia.households.age import years
from anjia.households.kinship import CODES
from anjia.households.models import Household
from anjia.programmes.models import ProgrammeCycle

MEMBERS = 4
OPINION_HEIGHT = 31
RECOMMENDED = (S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.ON_NOTICE, S.NAMED)
OPINIONS = (
    (Step.VILLAGE_REVIEW, ("村（社区）", "意见")),
    (Step.FEDERATION_OPINION, ("乡镇（街道）", "妇联意见")),
    (Step.TOWN_APPROVAL, ("乡镇（街道）", "审批意见")),
)
SAID = {Outcome.ACCEPT: "同意。", Outcome.RETURN: "退回：", Outcome.REFUSE: "不予通过："}
NO_DAY = "（盖章）　　　　年　　月　　日"
SIGNED = "我家自愿申报，随时可以退出，不用说理由。　户主签名：＿＿＿＿＿　日期：＿＿＿年＿＿月＿＿日"
MAPPED = (
    "对照说明：本表沿用原附件3的栏目和次序，三级意见依次为村（社区）、乡镇（街道）妇联、乡镇（街道）审批。"
    "原“政治面貌”一栏只留空格，可不填；本平台没有这一项，不录入、不保存。年龄按出生年月推算。"
)


def application(
    household: Household | None,
    cycle: ProgrammeCycle | None,
    candidacy: Candidacy | None,
    *,
    on: date,
    whole_phone: bool = False,
) -> GridForm:
    """Annex 3: the family, its members, score and vote, three opinions in their fixed order."""
    return GridForm(
        label="附件3",
        title="平安家庭申报审批表",
        subtitle=place_of(household, cycle),
        shares=(1.3, 1.4, 1.1, 1.2, 1.4, 1.7),
        rows=(
            *_facts(household, whole_phone),
            *_members(household, on),
            GridRow((head("依据标准评分"), box(_score(candidacy), across=5, left=True)), 11),
            GridRow((head("是否同意", "推荐该户"), box(_vote(candidacy), across=5, left=True)), 12),
            *(_opinion(step, label, candidacy) for step, label in OPINIONS),
        ),
        signed=SIGNED,
        notes=(MAPPED,),
    )


def _facts(household: Household | None, whole_phone: bool) -> tuple[GridRow, ...]:
    name, birth, work, size, phone, address = "", "", "", "", "", ""
    if household is not None:
        name, birth, work = household.head_name, household.head_birth, household.occupation
        size, address = str(household.household_size), household.address
        phone = household.phone if whole_phone else ""
    return (
        GridRow((head("户主姓名"), box(name), head("出生年月"), box(birth), head("政治面貌", "（可不填）"), box())),
        GridRow((head("职业"), box(work), head("家庭人数"), box(size), head("联系电话"), box(phone))),
        GridRow((head("家庭住址"), box(address, across=5, left=True))),
    )


def _members(household: Household | None, on: date) -> tuple[GridRow, ...]:
    people = list(household.members.all()) if household else []
    told = [(m.name, _age(m.birth, on), str(CODES.get(m.kinship, "")), m.work_or_school) for m in people]
    told += [("", "", "", "")] * max(0, MEMBERS - len(told))
    heads = (head("姓名"), head("年龄"), head("家庭关系"), head("工作单位／就读学校", across=2))
    rows = [GridRow((box(name), box(age), box(kin), box(work, across=2))) for name, age, kin, work in told]
    return (GridRow((head("家", "庭", "成", "员", down=len(rows) + 1), *heads)), *rows)


def _age(birth: str, on: date) -> str:
    age = years(birth, on)
    return "" if age is None else str(age)


def _score(candidacy: Candidacy | None) -> str:
    if candidacy is None or not candidacy.raters_counted:
        return ""
    day = f"（{chinese_date(candidacy.evaluated_on)}）" if candidacy.evaluated_on else ""
    return f"{candidacy.shown_score} 分，{candidacy.raters_counted} 位评分人的平均分{day}，各项得分见附件2"


def _vote(candidacy: Candidacy | None) -> str:
    if candidacy is None or candidacy.votes_for is None:
        return "□ 同意推荐　　□ 不同意推荐　　　到会户长＿＿＿＿户，同意＿＿＿＿户"
    vote = f"到会户长 {candidacy.voters_present} 户，同意 {candidacy.votes_for} 户"
    reached = candidacy.opinions.exists() or candidacy.state in RECOMMENDED
    return f"{vote}，同意推荐" if reached else vote


def _opinion(step: Step, label: tuple[str, ...], candidacy: Candidacy | None) -> GridRow:
    said = candidacy.opinions.filter(step=step, overturned_at__isnull=True).last() if candidacy else None
    words, day = (_words(said), _day(said)) if said else ("", NO_DAY)
    return GridRow((head(*label), box(words, across=5, foot=day)), OPINION_HEIGHT)


def _words(opinion: Opinion) -> str:
    reason = f"{opinion.get_reason_display()}。" if opinion.reason else ""
    return SAID[Outcome(opinion.outcome)] + reason


def _day(opinion: Opinion) -> str:
    return f"（盖章）　　{chinese_date(opinion.decided_on or timezone.localdate(opinion.given_at))}"
