"""What a level hands up: the roster and every family's form in one file, with a checksum of each (domain A5-15).

The platform sends nothing by mail: the level above sees the list here. Whoever has to hand in an electronic copy as
well takes this file, which says that it does not travel unencrypted.
"""

import hashlib
import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from anjia.documents.papers import PaperForm, Roster
from anjia.documents.render import (
    render_forms,
    render_forms_docx,
    render_roster,
    render_roster_docx,
    render_roster_xlsx,
)
from anjia.evaluations.models import Candidacy
from anjia.exemplars.models import OtherHonour, Recommendation
from anjia.exemplars.papers import form_of

SUMS = "SHA256SUMS.txt"
TOLD = "说明.txt"
README = (
    "{title}\r\n{count}户，{many}个文件。\r\n\r\n"
    "文件里有个人信息：不通过电子邮件、聊天软件明文发送，用完即删。\r\n"
    "收到后核对：在文件所在的文件夹运行 sha256sum -c {sums}，每个文件都显示 OK，说明没有改动。\r\n"
)


def honours_of(rows: Sequence[Recommendation]) -> dict[UUID, list[OtherHonour]]:
    """The other honours of many families, in one query."""
    found: dict[UUID, list[OtherHonour]] = defaultdict(list)
    for honour in OtherHonour.objects.filter(household__in=[row.household_id for row in rows]):
        found[honour.household_id].append(honour)
    return found


def forms_of(rows: Sequence[Recommendation]) -> list[PaperForm]:
    """Every family's form, in the order of the rows; one query for honours and one for scores."""
    honours = honours_of(rows)
    asked = {(row.household_id, row.cycle_id) for row in rows}
    scored = Candidacy.objects.filter(
        household__in={household for household, _cycle in asked}, cycle__in={cycle for _household, cycle in asked}
    )
    scores = {(c.household_id, c.cycle_id): c.shown_score for c in scored if c.raters_counted}
    return [
        form_of(row, honours.get(row.household_id, []), scores.get((row.household_id, row.cycle_id), ""))
        for row in rows
    ]


def submission(roster: Roster, forms: Sequence[PaperForm]) -> bytes:
    """The ZIP: the roster as Word, PDF and Excel, the forms as Word and PDF, what it is, and the checksums."""
    files = {
        f"{roster.title}.docx": render_roster_docx(roster),
        f"{roster.title}.pdf": render_roster(roster),
        f"{roster.title}.xlsx": render_roster_xlsx(roster),
        "推荐表.docx": render_forms_docx(forms),
        "推荐表.pdf": render_forms(forms),
    }
    told = README.format(title=roster.title, count=len(forms), many=len(files), sums=SUMS)
    return _packed({TOLD: told.encode("utf-8-sig"), **files})


def _packed(files: Mapping[str, bytes]) -> bytes:
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, SUMS: sums.encode()}.items():
            archive.writestr(name, data)
    return out.getvalue()
