"""What the papers of rolling management say. They are Chinese in whatever language somebody reads the site."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.models import User
from anjia.documents.papers import Column, Letter, NamingDecisionText, PaperForm, Roster
from anjia.documents.render.typesetting import chinese_date
from anjia.honours.kinds import HONOUR
from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.rolling.checks import checks_of
from anjia.rolling.enums import ReviewKind
from anjia.rolling.models import Cancellation, Rectification, Revocation, TitleReview

FILE_KIND = "rolling.cancellation"
HELP = (
    "（一）家里收拾、安全隐患排查有困难的，可以请村（社区）志愿者上门帮忙；想学法律、安全、家庭教育的，可以参加村（社区）的"
    "免费讲座，也可以领一份学习资料在家看。",
    "（二）经济上有困难的，可以向村（社区）申请社会救助；涉及权益、法律、心理的，可以拨打12338（妇女维权）、"
    "12348（法律咨询）、12345（政务服务）。",
    "（三）怎样申请：打电话，或到村（社区）说一声，都可以。接受不接受帮助，都不登记在称号里，也不影响复查。",
)
COLUMNS = (
    Column("序号", share=0.8),
    Column("村（社区）、小组", share=3),
    Column("户主姓名", share=1.6),
    Column("证书编号", share=2.2),
    Column("命名文号", share=2.6),
)


def review_sheet(review: TitleReview) -> PaperForm:
    """One visit on paper: each check with what can be missed on the day; its code leads to where it is typed in."""
    title, home = review.title, review.household.region
    rows = [
        (check.criterion.title, "　".join(f"□{reason.text}" for reason in check.reasons)) for check in checks_of(title)
    ]
    names = User.objects.filter(pk__in=review.reviewers).order_by("display_name").values_list("display_name", flat=True)
    return PaperForm(
        title=f"“{HONOUR}”{ReviewKind(review.kind).label}表",
        place=f"{home.parent.name}{home.name}",
        url=settings.SITE_URL + reverse("rolling:review_record", args=[title.pk]),
        code=title.serial,
        facts=(
            ("户主姓名", review.household.head_name),
            ("证书编号", title.serial),
            ("命名日期", chinese_date(title.granted_on)),
            ("有效期至", chinese_date(title.valid_to)),
            ("复核人", "、".join(names)),
            ("上门日期", ""),
        ),
        statements=("只看当天看得到的。达到的不用写，没有达到的在右边打勾；家庭的意见写在背面。",),
        columns=(Column("标准", 1.2), Column("没有达到的（可多选一项）", 4, "left")),
        rows=rows,
        signatures=("复核人签名", "家庭签名"),
        note="复核是自愿创建的一部分，家庭随时可以退出，不说明理由。",
    )


def _letter(signer: str, title: str, about: Title, facts: tuple[tuple[str, str], ...], said: tuple[str, ...]) -> Letter:
    """One page to one family, with lines at its foot to sign for it: from its delivery days are counted."""
    return Letter(
        title=title,
        number="",
        addressee=f"{about.household.head_name}家",
        facts=((f"“{HONOUR}”证书", about.serial), *facts),
        paragraphs=said,
        signer=signer,
        signed_on=timezone.localdate(),
        receipt=("送达人", "送达日期", "家庭签收", "签收日期"),
    )


def _village(household: Household) -> str:
    return household.region.parent.name if household.region.parent else household.region.name


def _missed(review: TitleReview) -> str:
    found = review.findings.select_related("criterion", "reason")
    return "；".join(f"“{finding.criterion.title}”：{finding.reason.text}" for finding in found)


def rectification_notice(rectification: Rectification) -> Letter:
    """整改通知书, with what help there is and how to ask for it."""
    review, household = rectification.review, rectification.household
    held = chinese_date(review.held_on) if review.held_on else ""
    return _letter(
        _village(household),
        "限期整改通知书",
        rectification.title,
        (("改好的期限", chinese_date(rectification.due_on)),),
        (
            f"您家{chinese_date(rectification.title.granted_on)}获得“{HONOUR}”称号。"
            f"{held}复核时，下面几项没有达到标准：{_missed(review)}。",
            f"请在{chinese_date(rectification.due_on)}以前改好。改好了随时告诉村（社区），马上安排复查；"
            "有困难可以申请延期。整改期内称号照旧有效。",
            "一、可以得到哪些帮助",
            *HELP,
            "二、您的权利",
            "对复核结果有不同意见的，可以向乡镇（街道）申诉，由没有参加复核的人答复。您家也可以随时退出，不需要说明理由。",
        ),
    )


def hearing_invitation(revocation: Revocation) -> Letter:
    household, title = revocation.household, revocation.title
    day = chinese_date(revocation.hearing_on) if revocation.hearing_on else ""
    return _letter(
        _village(household),
        "听取意见通知书",
        title,
        (("听取意见的日期", day),),
        (
            f"您家“{HONOUR}”称号整改期满后复查仍未达到标准，村（社区）提出取消这一称号。理由：{revocation.reason}",
            f"在乡镇（街道）决定以前，想听听您家的意见。请在{day}到村（社区）来，或约好上门，也可以把意见写下来交给村（社区）。"
            "您家的意见会原样记下，和村（社区）的意见一起送乡镇（街道）。",
            "现在改好了，请告诉村（社区）复查：复查到位的，称号照旧有效，这件事就此结束。",
        ),
    )


def decision_letter(revocation: Revocation) -> Letter:
    """What the family is given before anything takes effect: why, from when, and how to appeal."""
    household, title = revocation.household, revocation.title
    town = household.region.parent.parent
    until = f"在{chinese_date(revocation.appeal_until)}以前" if revocation.appeal_until else "自收到之次日起十五日内"
    said = revocation.words or "您家没有到场，也没有书面意见。"
    return _letter(
        f"{town.name}平安家庭创建领导小组",
        "拟取消称号告知书",
        title,
        (("可以申诉的期限", until.removeprefix("在")),),
        (
            f"经村（社区）提出、听取您家意见、{town.name}审批，拟取消您家的“{HONOUR}”称号。理由：{revocation.reason}",
            f"您家的意见：{said}",
            f"不同意的，可以{until}申诉：写好签字交给村（社区）或{town.name}妇联，或者在您家自己的页面里提。"
            "由没有参加办理的人书面答复；申诉期间这一决定不生效。",
            f"没有申诉的，到两年一次的决定（{chinese_date(title.valid_to)}前后）时生效，在此以前称号照旧有效；"
            "您家书面同意的，可以提前。生效后有牌匾的请交回。对外只显示“无有效称号”，不说明原因。",
            "取消以后，您家随时可以重新参加创建，和别的家庭一样评选。",
        ),
    )


LETTERS = {
    "hearing": ("听取意见通知书", hearing_invitation),
    "decision": ("拟取消称号告知书", decision_letter),
}


def cancellation_text(paper: Cancellation) -> NamingDecisionText:
    """The decision as the organ issues it; the list is for the villages that hand it over, not for the wall."""
    if paper.issued_on is None:
        raise ValueError("a cancellation is set in type when it was issued")
    rows = [
        (n, f"{r.household.region.parent.name}{r.household.region.name}", r.title.head_name or "—", r.title.serial,
         r.title.decision.number_text)
        for n, r in enumerate(_executed(paper), start=1)
    ]  # fmt: skip
    roster = Roster(title="取消称号家庭名单（不公开）", columns=COLUMNS, rows=rows)
    town = paper.region.name
    return NamingDecisionText(
        organ=paper.issuing_organ,
        number=paper.number_text,
        title=f"{paper.issuing_organ}{paper.title}",
        addressees=f"{town}各村（社区）",
        paragraphs=(
            f"经复核、限期整改和复查，听取家庭意见，由村（社区）提出、{town}审批，并已送达、申诉期满，"
            f"决定取消{len(rows)}户家庭的“{HONOUR}”称号（名单附后）。",
            "请村（社区）当面告知家庭，有牌匾的一并收回登记。名单不张贴、不公布；对外只显示“无有效称号”。",
            "上述家庭自愿参加今后创建的，与其他家庭同等对待。",
        ),
        signed_on=paper.issued_on,
        rosters=(roster,),
    )


def _executed(paper: Cancellation) -> list[Revocation]:
    rows = paper.revocations.select_related("household__region__parent", "title__decision")
    return list(rows.order_by("household__region__path", "title__serial"))
