"""One document in a process of its own: `python -m bench.documents_part NAME ROWS` prints JSON.

One row is rendered before, so that what a worker loads once does not count. The process loads the settings and what
renders, not the web application: its peak is the document's.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date

from anjia.documents.papers import Certificate, Column, NamingDecisionText, Roster
from anjia.documents.render import (
    render_certificates,
    render_naming_decision,
    render_naming_decision_docx,
    render_roster_xlsx,
)
from bench.documents_names import names
from bench.frame import peak_memory_mb

COLUMNS = (Column("序号"), Column("户主姓名", 2), Column("村（社区）、小组", 4, "left"), Column("证书编号", 2.4))
TEXT = "经村（居）民小组推举、村（社区）评议、街道妇联提出意见、街道领导小组审核批准并公示无异议，决定命名。"


def decision(rows: int) -> NamingDecisionText:
    return NamingDecisionText(
        organ="株洲市荷塘区妇女联合会",
        number="株荷妇〔2026〕3号",
        title="株洲市荷塘区妇女联合会关于命名2026年度“平安家庭”的决定",
        addressees="各镇、街道妇女联合会",
        paragraphs=(TEXT, "一、珍惜荣誉。" + TEXT, "二、加强服务。" + TEXT),
        signed_on=date(2026, 5, 15),
        rosters=(Roster("2026年度“平安家庭”名册", COLUMNS, names(rows)),),
        copies_to="株洲市妇女联合会",
    )


def certificates(rows: int) -> list[Certificate]:
    return [
        Certificate(
            family=f"{head}家庭",
            place=place,
            honour="平安家庭",
            organ="株洲市荷塘区妇女联合会",
            decision="株荷妇〔2026〕3号",
            serial=serial,
            issued_on=date(2026, 5, 15),
            url=f"https://anjia.example.cn/v/{number:08X}",
            valid_until=date(2028, 5, 15),
        )
        for number, head, place, serial in names(rows)
    ]


PARTS: dict[str, Callable[[int], bytes]] = {
    "pdf": lambda rows: render_naming_decision(decision(rows)),
    "word": lambda rows: render_naming_decision_docx(decision(rows)),
    "excel": lambda rows: render_roster_xlsx(decision(rows).rosters[0]),
    "certificates": lambda rows: render_certificates(certificates(rows)),
}


def main(name: str, rows: int) -> None:
    PARTS[name](1)
    begun = time.perf_counter()
    size = len(PARTS[name](rows))
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "megabytes": peak_memory_mb(), "size": size}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
