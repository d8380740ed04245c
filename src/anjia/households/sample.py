"""The sample roster that people may fill in."""

import io

import xlsxwriter

from anjia.households.roster import LABELS

_WIDTHS = (18, 20, 14, 12, 14, 10, 24, 16, 10, 10, 10)
_EXAMPLES = (
    ("", "来园社区居委会", "12组", "张示例", "1970-05", "4", "35号", "13800000000", "常住", "是", "否"),
    ("", "来园社区居委会", "12组", "李样本", "1985年10月", "3", "36号", "0731-22812345", "出租", "是", "是"),
)


def sample_roster() -> bytes:
    """One sheet; every cell is text, so that phone numbers and dates stay as they are typed."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("家庭名册")
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
    for column, (label, width) in enumerate(zip(LABELS.values(), _WIDTHS, strict=True)):
        page.set_column(column, column, width, text)
        page.write_string(0, column, str(label), head)
        for row, example in enumerate(_EXAMPLES, 1):
            page.write_string(row, column, example[column], text)
    page.freeze_panes(1, 0)
    book.close()
    return target.getvalue()
