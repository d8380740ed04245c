"""Papers of model families: roster, form, plaque list, receipts, ceremony list, name cards (domain A11, A5-15)."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from anjia.documents.papers import Column, NameCard, PaperForm, Roster
from anjia.exemplars.actions.naming import HONOUR
from anjia.exemplars.models import Ceremony, CeremonySeat, OtherHonour, Plaque, Recommendation
from anjia.honours.enums import TitleKind

ROSTER = (
    Column("序号", share=0.7),
    Column("乡镇（街道）", share=1.8),
    Column("村（社区）", share=1.8),
    Column("户主姓名", share=1.2),
    Column("平安家庭证书", share=1.8),
    Column("其他荣誉", share=2.6, align="left"),
    Column("推荐理由", share=3.6, align="left"),
)
HONOURS = (
    Column("其他荣誉", share=2.4, align="left"),
    Column("授予单位", share=2.2, align="left"),
    Column("文号或证书编号", share=1.8),
    Column("授予日期", share=1.4),
)
PLAQUES = (
    Column("序号", share=0.7),
    Column("牌匾编号", share=1.6),
    Column("称号", share=2),
    Column("村（社区）、小组", share=2.8),
    Column("户主姓名", share=1.3),
    Column("授牌日期", share=1.4),
    Column("领取人", share=1.3),
    Column("状态", share=1.5),
)
CALLED = (
    Column("次序", share=0.8),
    Column("座位", share=1.4),
    Column("户主姓名", share=1.4),
    Column("村（社区）", share=2),
    Column("牌匾编号", share=1.7),
    Column("领取人", share=1.4),
    Column("签收", share=1.4),
)


def roster_of(
    place: str, year: int, rows: Sequence[Recommendation], honours: dict[object, list[OtherHonour]]
) -> Roster:
    """示范户推荐花名册, in the order of the ranks; what the family holds elsewhere need not be written again."""
    lines = [
        (
            number, row.region.parent.parent.name, row.region.parent.name, row.household.head_name, row.title.serial,
            "、".join(honour.name for honour in honours.get(row.household_id, [])) or "—", row.reason or "—",
        )
        for number, row in enumerate(rows, 1)
    ]  # fmt: skip
    return Roster(
        title=f"{place}{year}年“{HONOUR}”推荐花名册",
        columns=ROSTER,
        rows=lines,
        subtitle=f"共{len(lines)}户",
        signatures=("填报人", "审核人", "负责人（盖章）", "日期"),
        landscape=True,
    )


def form_of(row: Recommendation, honours: Sequence[OtherHonour], score: str) -> PaperForm:
    """示范户推荐表: what is known stands in it already, so that a form is filled in once (domain C3 1).

    Opinions are written and sealed by hand. Neither phone nor birth is on it: the recommendation needs neither.
    """
    family, rank = row.household, f"名次：第{row.rank}名" if row.rank else "名次："
    held = [(h.name, h.issuing_body, h.number or "—", h.awarded_on.isoformat()) for h in honours]
    return PaperForm(
        title=f"{HONOUR}推荐表",
        place=f"{row.region.parent.parent.name}　{row.region.parent.name}{row.region.name}",
        url=f"{settings.SITE_URL}{reverse('exemplars:detail', args=[row.pk])}",
        code=row.title.serial,
        facts=(
            ("户主姓名", family.head_name),
            ("家庭人数", str(family.household_size)),
            ("职业", family.occupation),
            ("家庭住址", family.address),
            ("平安家庭证书", row.title.serial),
            ("命名文号", row.title.decision.number_text),
            (f"{row.cycle.year}年评分", score),
            ("本户同意推荐", row.agreed_on.isoformat()),
        ),
        statements=(f"推荐理由：{row.reason or '　' * 30}",),
        columns=HONOURS,
        rows=held,
        blank_rows=max(0, 3 - len(held)),
        opinions=("村（社区）推荐意见", f"乡镇（街道）评审意见　　{rank}", "区县领导小组意见"),
        signatures=("户主签名", "日期"),
        note="本户自愿参加，随时可以不参加推荐，不用说明原因。不收取任何费用。",
    )


def place_of(plaque: Plaque) -> str:
    return f"{plaque.region.parent.name}{plaque.region.name}" if plaque.region.parent else plaque.region.name


def plaque_list(place: str, plaques: Iterable[Plaque], stamp: str) -> Roster:
    """牌匾清单: the register as it stands under a filter. A family that withdrew has no name."""
    lines = [
        (
            number, plaque.serial, str(plaque.get_kind_display()), place_of(plaque), plaque.head_name or "—",
            plaque.given_on.isoformat() if plaque.given_on else "—", plaque.received_by or "—",
            str(plaque.get_state_display()),
        )
        for number, plaque in enumerate(plaques, 1)
    ]  # fmt: skip
    return Roster(title=f"{place}牌匾清单", columns=PLAQUES, rows=lines, subtitle=stamp, landscape=True)


def plaque_url(plaque: Plaque) -> str:
    """What the QR on a plaque says: the public page that answers 有效 or 无有效称号."""
    asked = urlencode({"serial": plaque.serial, "code": plaque.verify_code})
    return f"{settings.SITE_URL}{reverse('exemplars:plaque_verify')}?{asked}"


def receipt_of(plaque: Plaque) -> PaperForm:
    """牌匾领取单: one family's, with room for two signatures."""
    honour = HONOUR if plaque.kind == TitleKind.MODEL_FAMILY else "平安家庭"
    return PaperForm(
        title="牌匾领取单",
        place=place_of(plaque),
        url=plaque_url(plaque),
        code=plaque.serial,
        facts=(
            ("户主姓名", plaque.head_name),
            ("称号", honour),
            ("牌匾编号", plaque.serial),
            ("查验码", plaque.verify_code),
            ("命名文号", plaque.title.decision.number_text),
            ("领取日期", plaque.given_on.isoformat() if plaque.given_on else ""),
            ("领取人", plaque.received_by),
            ("与户主关系", ""),
        ),
        statements=(
            "牌匾免费授予，不收取任何费用。",
            "牌匾遗失、破损的，请告诉村（社区），可以换发。",
            "家庭退出或称号终止后，请把牌匾交回村（社区），不用说明原因。",
        ),
        signatures=("领取人签名", "经手人签名"),
    )


def ceremony_list(ceremony: Ceremony, seats: Iterable[CeremonySeat]) -> Roster:
    """Who is called in what order, sits where, and who receives for whom."""
    lines = []
    for seat in seats:
        row, number = seat.seat(ceremony.seats_in_row)
        lines.append(
            (
                seat.order, f"{row}排{number}座", seat.plaque.head_name or "—", seat.plaque.region.parent.name,
                seat.plaque.serial, seat.receiver or seat.plaque.head_name or "—", "",
            )
        )  # fmt: skip
    return Roster(
        title=f"{ceremony.name}名单",
        columns=CALLED,
        rows=lines,
        subtitle=f"{ceremony.held_on:%Y年%m月%d日}　{ceremony.place}　共{len(lines)}户",
    )


def cards_of(ceremony: Ceremony, seats: Iterable[CeremonySeat]) -> list[NameCard]:
    """Name cards to fold and put on the table: who sits there, and for which family."""
    cards = []
    for seat in seats:
        row, number = seat.seat(ceremony.seats_in_row)
        name = seat.receiver or seat.plaque.head_name or "—"
        family = f"{seat.plaque.head_name}家庭" if seat.plaque.head_name else ""
        cards.append(NameCard(name, f"{seat.plaque.region.parent.name}　{family}", f"{row}排{number}座"))
    return cards
