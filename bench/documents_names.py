"""The same names for every document and every peer."""

SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周", ["桂英", "建军", "秀兰", "志强", "小红", "海燕", "德明", "芳"]


def names(rows: int) -> list[tuple[int, str, str, str]]:
    """Number, head, place and serial of as many families."""
    return [
        (i + 1, SURNAMES[i % 10] + GIVEN[i // 10 % 8], f"文化路社区第{i % 23 + 1}组", f"PA-2026-{i:06d}")
        for i in range(rows)
    ]
