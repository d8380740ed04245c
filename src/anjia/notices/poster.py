"""The poster for the wall: set from what stands on the notice at this moment."""

from anjia.documents.papers import NoticePoster
from anjia.documents.render.posters import render_notice_poster
from anjia.notices.board import address_of, board_of
from anjia.notices.enums import NoticeKind
from anjia.notices.models import PublicNotice
from anjia.web.addresses import address_of as address_of_page

ASK = (
    "姓名按各家庭的意愿全部或部分显示。如认为资料有误、不符合条件、程序不当、公共空间情况不符，可在公示期内提出，"
    "可以不署名，凭查询码随时查看处理结果。异议由社区以外的人员核实。"
)

CONTACT = "遇到家庭暴力、权益受损，请直接拨打12338或110。"


def poster_of(notice: PublicNotice) -> NoticePoster:
    """What the poster says; the same names as the page."""
    board, village = board_of(notice), notice.region
    address = address_of_page("pressed")
    pressed = f"觉得是被要求参加的，可不留姓名反映：{address}" if address else ""
    if board.counts_stars:
        words = f"{board.words}{board.correction}"
    elif notice.kind == NoticeKind.RESULT:
        words = f"经公示，以下{len(board.names)}户被命名为“平安家庭”，现予公布。"
    else:
        words = (
            "经村（居）民小组户长会议推举、村（社区）评议、乡镇（街道）妇联提出意见、领导小组审批，"
            f"拟命名以下{len(board.names)}户为“平安家庭”。现予公示，欢迎核对。"
        )
    return NoticePoster(
        title=board.title,
        subtitle=f"{board.number}　{board.dates}",
        paragraphs=(words,) if board.tells_only else (words, ASK),
        entries=[f"{entry['name']}　{entry['group']}" for entry in board.names],
        organ=village.name,
        issued_on=notice.counted_from or notice.starts_on or notice.created_at.date(),
        url=address_of(notice),
        invitation="扫码核对名单、提出异议、查询进度",
        contact=CONTACT + pressed,
    )


def poster_pdf(notice: PublicNotice) -> bytes:
    """The poster as one PDF page on A3."""
    return render_notice_poster(poster_of(notice))
