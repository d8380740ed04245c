"""What the registry's papers say. They are Chinese in whatever language somebody reads the site."""

from anjia.documents.papers import ConsentSheet, FamilyCardPaper, SheetRows
from anjia.households.actions.cards import Printed
from anjia.households.actions.consent_texts import current_wording
from anjia.households.actions.scans import url_of
from anjia.households.enums import ConsentKind
from anjia.households.models import SheetPage
from anjia.households.queries.proofs import families_of_page
from anjia.web.addresses import address_of

STATEMENTS = (
    "我家自愿参加平安家庭创建活动，同意为此使用登记的资料。",
    "我家另外同意在公示和结果公告中显示户主的完整姓名（不同意的只显示“王*明”的样子，结果不受影响）。",
)


def sheet_of(pages: list[SheetPage]) -> ConsentSheet:
    """One batch of printed pages of one group."""
    group = pages[0].region
    rows = [
        SheetRows(page.code, url_of(page), [(family.head_name, family.address) for family in families_of_page(page)])
        for page in pages
    ]
    return ConsentSheet(
        title="参加平安家庭创建同意签字表",
        place=f"{group.parent.name}{group.name}　第{pages[0].batch}批　{pages[0].printed_on:%Y-%m-%d} 打印",
        statements=STATEMENTS,
        pages=rows,
        told=tuple(line for line in current_wording(ConsentKind.PARTICIPATE).splitlines() if line.strip()),
        ask_url=address_of("pressed"),
    )


def card_paper(card: Printed) -> FamilyCardPaper:
    """What is printed on a family's card; its QR code brings the code along, never the PIN."""
    group, url = card.household.region, address_of("family_card")
    return FamilyCardPaper(
        head_name=card.household.head_name,
        place=f"{group.parent.name} {group.name}",
        code=f"{card.code[:4]}-{card.code[4:]}",
        pin=card.pin,
        url=f"{url}?k={card.code}",
        address=url,
    )
