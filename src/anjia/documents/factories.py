"""Papers filled as tests and the gallery need them."""

from datetime import date
from typing import Any

from anjia.documents.papers import Certificate, Column, NamingDecisionText, Roster

HOSTILE = (
    "𠮷田花",
    "䶮小龙",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "张\u202e三丰",
    "#set text(red)",
    "阿卜杜热依木·买买提艾力·吐尔逊江",
    "A\x00B\ud800",
)
COLUMNS = (Column("序号"), Column("户主姓名", 2), Column("村（社区）、小组", 4, "left"), Column("证书编号", 2.4))


def roster(rows: int = 3, *, names: tuple[str, ...] = ("王桂英", "李建军", "刘桂芳"), **changes: Any) -> Roster:
    told: list[tuple[int | str, ...]] = [
        (i + 1, names[i % len(names)], "文化路社区3组", f"PA-2026-{i:06d}") for i in range(rows)
    ]
    return Roster(**{"title": "2026年度“平安家庭”名册", "columns": COLUMNS, "rows": told, **changes})


def naming_decision(**changes: Any) -> NamingDecisionText:
    told = {
        "organ": "株洲市荷塘区妇女联合会",
        "number": "株荷妇〔2026〕3号",
        "title": "株洲市荷塘区妇女联合会关于命名2026年度第二批“平安家庭”的决定",
        "addressees": "各镇、街道妇女联合会",
        "paragraphs": (
            "为深入推进平安家庭创建活动，经推举、评议、审核并公示无异议，决定命名王桂英等3户家庭为“平安家庭”。",
            "一、珍惜荣誉，再接再厉。希望受到命名的家庭发挥表率作用。",
            "（一）坚持自愿参与。",
            "“平安家庭”称号自命名之日起二十四个月内有效。",
        ),
        "signed_on": date(2026, 5, 6),
        "rosters": (roster(),),
        "copies_to": "株洲市妇女联合会，荷塘区平安建设领导小组办公室",
        "printed_by": "株洲市荷塘区妇女联合会办公室",
    }
    return NamingDecisionText(**{**told, **changes})


def certificate(index: int = 0, **changes: Any) -> Certificate:
    told = {
        "family": "王桂英家庭",
        "place": "株洲市荷塘区月塘街道文化路社区",
        "honour": "平安家庭",
        "organ": "株洲市荷塘区妇女联合会",
        "decision": "株荷妇〔2026〕3号",
        "serial": f"PA-430202-2026-{index:06d}",
        "issued_on": date(2026, 5, 6),
        "url": f"https://anjia.example.cn/v/{index:08X}",
        "valid_until": date(2028, 5, 6),
    }
    return Certificate(**{**told, **changes})
