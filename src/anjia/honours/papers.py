"""The texts of a naming decision, its roster and its certificates, from the same rows (domain A11, B4)."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from anjia.documents.papers import Certificate, Column, NamingDecisionText, Roster
from anjia.documents.render.typesetting import chinese_date
from anjia.honours.enums import HELD
from anjia.honours.kinds import kind_of, of
from anjia.honours.models import Erratum, NamingDecision, Title
from anjia.regions.models import Region

COLUMNS = (
    Column("序号", share=0.7),
    Column("村（社区）", share=2.4),
    Column("村（居）民小组", share=1.4),
    Column("户主姓名", share=1.4),
    Column("证书编号", share=1.8),
)

LIST_COLUMNS = (
    *COLUMNS,
    Column("命名文号", share=2.2),
    Column("命名日期", share=1.5),
    Column("有效期至", share=1.5),
    Column("状态", share=1.2),
)


def roster_of(decision: NamingDecision, titles: Iterable[Title]) -> Roster:
    """The families named, one line each, in the order of the serials."""
    rows = [(number, village_of(t), t.region.name, t.head_name, t.serial) for number, t in enumerate(titles, start=1)]
    return Roster(
        title=f"{decision.cycle.year}年“{kind_of(decision).honour}”名单",
        columns=COLUMNS,
        rows=rows,
        subtitle=f"{decision.region.name}　共{len(rows)}户" + (f"　{decision.organs}" if decision.joint else ""),
    )


def village_of(title: Title) -> str:
    """The name of the village above the title's group."""
    return title.region.parent.name if title.region.parent else ""


def list_of(titles: Iterable[Title], title: str, subtitle: str) -> Roster:
    """A list of titles as somebody asked for it. A family that withdrew has no name."""
    rows = [
        (
            number, village_of(t), t.region.name, t.head_name or "—", t.serial, t.decision.number_text,
            t.granted_on.isoformat(), t.valid_to.isoformat(), str(t.get_state_display()),
        )
        for number, t in enumerate(titles, start=1)
    ]  # fmt: skip
    return Roster(title=title, columns=LIST_COLUMNS, rows=rows, subtitle=subtitle, landscape=True)


def decision_title(decision: NamingDecision) -> str:
    return f"{decision.titled_organs}{decision.title}"


def decision_text(decision: NamingDecision, roster: Roster) -> NamingDecisionText:
    """The decision as the organ issues it. Documents are in Chinese, whatever the reader's language."""
    issued_on, place = decision.issued_on, decision.region
    if decision.met_on is None or issued_on is None:
        raise ValueError("a decision is set in type when it was issued")
    rules = kind_of(decision)
    return NamingDecisionText(
        organ=decision.issuing_organ,
        number=decision.number_text,
        title=decision_title(decision),
        addressees=f"{place.name}{rules.recipients(place)}",
        paragraphs=rules.paragraphs(decision, len(roster.rows)),
        signed_on=issued_on,
        rosters=(roster,),
        joint=decision.joint,
    )


def corrected_roster_of(erratum: Erratum) -> Roster:
    """The decision's families as they stand after the erratum, with the serials that hold."""
    decision = erratum.decision
    held = decision.titles.filter(state__in=HELD).select_related("region__parent").order_by("serial")
    roster = roster_of(decision, held)
    day = erratum.issued_on or timezone.localdate()
    note = f"{roster.subtitle}　{chinese_date(day)}按{erratum.number_text}更正"
    return replace(roster, subtitle=note)


ERRATUM_COLUMNS = (
    Column("序号", share=1.2),
    Column("村（社区）、小组", share=3),
    Column("原写作", share=2),
    Column("更正为", share=2),
    Column("原证书编号", share=3.9),
    Column("新证书编号", share=3.9),
)
INLINE = 3
"""So many corrections are told in the letter itself; more of them stand in an annex."""


def erratum_text(erratum: Erratum) -> NamingDecisionText:
    """The letter that corrects names in a decision. It refers to the decision and leaves everything else as it is."""
    decision, issued_on = erratum.decision, erratum.issued_on
    if issued_on is None:
        raise ValueError("an erratum is set in type when it was issued")
    new = list(erratum.titles.select_related("region__parent").order_by("serial"))
    old = Title.objects.in_bulk([title.replaces_id for title in new])
    pairs = [(old[title.replaces_id], title) for title in new]
    rows = [
        (number, village_of(title) + title.region.name, wrong.head_name, title.head_name, wrong.serial, title.serial)
        for number, (wrong, title) in enumerate(pairs, start=1)
    ]
    annexed = len(rows) > INLINE
    where = "，更正内容见附件" if annexed else "，现更正如下"
    dated = f"{chinese_date(decision.issued_on)}印发的" if decision.issued_on else ""
    paragraphs = [
        f"经核实，{dated}《{decision_title(decision)}》（{decision.number_text}）所附名单中，有{len(rows)}户户主的"
        f"姓名有误{where}。",
        *([] if annexed else [_told(row) for row in rows]),
        "原证书自本函印发之日起停止使用，换发新证书，称号的有效期不变。原文件的其他内容不变，特此更正。",
    ]
    annex = Roster(f"{decision.number_text}文件姓名更正表", ERRATUM_COLUMNS, rows)
    return NamingDecisionText(
        organ=decision.issuing_organ,
        number=erratum.number_text,
        title=erratum.title,
        addressees=f"{decision.region.name}{kind_of(decision).recipients(decision.region)}",
        paragraphs=tuple(paragraphs),
        signed_on=issued_on,
        rosters=(annex,) if annexed else (),
        joint=decision.joint,
    )


def _told(row: tuple[int | str, ...]) -> str:
    number, place, wrong, right, serial, new_serial = row
    return f"{number}.{place}：“{wrong}”更正为“{right}”；证书{serial}换发为{new_serial}。"


def verification_url(title: Title) -> str:
    """What the certificate's QR says: the public page that answers 有效 or 无有效称号."""
    path = reverse("honours:verify")
    return f"{settings.SITE_URL}{path}?{urlencode({'serial': title.serial, 'code': title.verify_code})}"


def number_of(title: Title, decision: NamingDecision) -> str:
    """The decision's number and, on a certificate that an erratum replaced, the erratum's."""
    return f"{decision.number_text}、{title.erratum.number_text}（更正）" if title.erratum else decision.number_text


def certificate_of(title: Title, decision: NamingDecision, town: Region) -> Certificate:
    return Certificate(
        family=title.head_name,
        place=f"{town.name}{village_of(title)}{title.region.name}",
        honour=of(title.kind).honour,
        organ=decision.issuing_organ,
        decision=number_of(title, decision),
        serial=title.serial,
        issued_on=title.granted_on,
        url=verification_url(title),
        valid_until=title.valid_to,
        joint=decision.joint,
    )
