"""Every other paper: its text, its QR code as a reader decodes it, and names that try to break out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from anjia.documents.exceptions import FontsMissing
from anjia.documents.factories import HOSTILE, certificate, roster
from anjia.documents.papers import (
    Column,
    ConsentSheet,
    ConsentSlip,
    MeetingMinutes,
    MinutesItem,
    NoticePoster,
    Roster,
    ScoringLine,
    ScoringSheet,
    SheetRows,
)
from anjia.documents.render import (
    check_fonts,
    render_certificate,
    render_certificates,
    render_consent_sheet,
    render_consent_slips,
    render_minutes,
    render_notice_poster,
    render_roster,
    render_roster_docx,
    render_scoring_sheets,
)
from anjia.documents.render.qr import codes_of
from anjia.documents.tests.reading import codes, pdf_pages, pdf_text, picture, word_text

URL = "https://anjia.example.cn/n/7K3QX9"
STATEMENTS = ("自愿参加2026年度的评议。", "同意在公示和命名文件中显示全名。")


def poster(name: str = "王*英", count: int = 32, size: str = "a3") -> NoticePoster:
    return NoticePoster(
        "拟命名“平安家庭”公示", "2026年第2批", ("现予公示，欢迎核对。",), [f"{name}　3组"] * count,
        "文化路社区居民委员会", date(2026, 4, 24), URL, "扫码提出异议或查询进度", "监督电话：0731-22345678", size,
    )  # fmt: skip


def slip(name: str = "王桂英", url: str = URL) -> ConsentSlip:
    return ConsentSlip("2026年度平安家庭创建活动", "文化路社区3组", name, "7K3Q-X9PM", url, STATEMENTS)


def sheet(name: str = "王桂英", count: int = 20) -> ConsentSheet:
    rows = [(name, "文化路12号")] * count
    pages = [SheetRows(f"T7K{n}", f"{URL}{n}", rows[n * 12 : n * 12 + 12]) for n in range(-(-count // 12))]
    return ConsentSheet(
        "知情同意签名表", "文化路社区3组", STATEMENTS, pages, ask_url="https://anjia.example.cn/ziyuan/"
    )


def scoring(name: str = "王桂英") -> ScoringSheet:
    reasons = ("本周期没有学习积分（最多扣3分）",)
    lines = tuple(ScoringLine(f"家庭第{i}好", "爱学习。", 10, reasons) for i in range(1, 11))
    return ScoringSheet("平安家庭“十好”评分表", "文化路社区3组", name, "文化路12号", lines, "S-0001", URL)


def minutes(name: str = "王桂英") -> MeetingMinutes:
    items = (MinutesItem("一、评分与推举", f"推举{name}。"),)
    return MeetingMinutes("户长会议记录", (("实到户数", "21户"),), items, roster(3, names=(name,)), ("主持人",))


PAPERS: dict[str, Callable[[str], bytes]] = {
    "poster": lambda name: render_notice_poster(poster(name)),
    "slip": lambda name: render_consent_slips([slip(name)]),
    "sheet": lambda name: render_consent_sheet(sheet(name, 3)),
    "scoring": lambda name: render_scoring_sheets([scoring(name)]),
    "minutes": lambda name: render_minutes(minutes(name)),
    "certificate": lambda name: render_certificate(certificate(family=name)),
    "roster": lambda name: render_roster(roster(names=(name,))),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_rare_and_hostile_names_are_text_in_every_paper(paper: str) -> None:
    text = pdf_text(PAPERS[paper]("䶮<script>#x\u202e𠮷$y"))
    assert "䶮<script>#x𠮷$y" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_very_long_name_stays_on_the_page(paper: str) -> None:
    assert "WWWW" in pdf_text(PAPERS[paper]("W" * 60))


@pytest.mark.parametrize("paper", ["poster", "slip", "scoring"])
def test_the_qr_code_leads_to_its_address(paper: str) -> None:
    assert codes(PAPERS[paper]("王桂英")) == [URL]


def test_a_rare_character_has_a_glyph_and_is_no_empty_box() -> None:
    rare, missing = (picture(render_certificate(certificate(family=name))) for name in ("𠮷", "\U0003fffd"))
    assert rare.tobytes() != missing.tobytes()
    assert rare.tobytes() != picture(render_certificate(certificate(family="𠀋"))).tobytes()


def test_each_certificate_has_its_own_family_serial_and_code() -> None:
    papers = [certificate(i, family=f"第{i}户家庭") for i in range(3)]
    data = render_certificates(papers)
    for index, (paper, text) in enumerate(zip(papers, pdf_pages(data), strict=True)):
        assert paper.family in text
        assert paper.serial in text
        assert codes(data, index) == [paper.url]


def test_certificates_of_several_decisions_stay_in_order() -> None:
    papers = [certificate(0), certificate(1, decision="株荷妇〔2026〕9号"), certificate(2)]
    pages = pdf_pages(render_certificates(papers))
    assert ["〔2026〕9号" in page for page in pages] == [False, True, False]


def test_a_batch_in_parts_is_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anjia.documents.render.certificates.PART", 2)
    data = render_certificates([certificate(i) for i in range(5)])
    assert len(pdf_pages(data)) == 5
    assert codes(data, 4) == [certificate(4).url]


def test_codes_of_a_batch_are_those_a_reader_reads() -> None:
    texts = ["https://a.cn/1", "https://a.cn/2", "https://a.cn/中文", "短"]
    pictures, side = codes_of(texts)
    assert len(pictures) == len(texts) * side * side


def test_every_page_of_the_sheet_has_its_own_code_and_the_address_for_the_pressed() -> None:
    data = render_consent_sheet(sheet(count=40))
    assert len(pdf_pages(data)) == 4
    for page in range(4):
        assert set(codes(data, page)) == {f"{URL}{page}", "https://anjia.example.cn/ziyuan/"}


def test_a_long_poster_runs_on() -> None:
    assert len(pdf_pages(render_notice_poster(poster(count=32)))) == 1
    assert "共2页" in pdf_text(render_notice_poster(poster(count=120))).replace(" ", "")
    assert len(pdf_pages(render_notice_poster(poster(count=8, size="a4")))) == 1


def test_a_roster_tells_its_pages_and_repeats_its_head() -> None:
    data = render_roster(roster(80, signatures=("填表人", "审核人")))
    pages = pdf_pages(data)
    assert all("户主姓名" in page for page in pages)
    assert f"第{len(pages)}页共{len(pages)}页" in pdf_text(data)
    assert "填表人：" in pages[-1]


def test_word_and_pdf_rosters_say_the_same_names() -> None:
    paper = roster(len(HOSTILE), names=HOSTILE, subtitle="文化路社区", signatures=("填表人",), landscape=True)
    word, pdf = word_text(render_roster_docx(paper)), pdf_text(render_roster(paper))
    assert word == pdf.replace("第1页共1页", "")


def test_a_roster_without_rows_is_still_a_roster() -> None:
    assert "户主姓名" in pdf_text(render_roster(roster(0)))


def test_rows_must_fit_their_columns() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        Roster("名册", (Column("序号"),), [[1, 2]])


@pytest.mark.parametrize("render", [render_certificates, render_consent_slips, render_scoring_sheets])
def test_nothing_is_no_document(render: Callable[[list[object]], bytes]) -> None:
    with pytest.raises(ValueError, match="no "):
        render([])


def test_missing_fonts_say_what_to_do(settings: Settings, tmp_path: Path) -> None:
    settings.FONT_DIR = tmp_path
    with pytest.raises(FontsMissing, match="npm ci"):
        check_fonts()
