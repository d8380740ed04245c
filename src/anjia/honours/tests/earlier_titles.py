"""Lists of titles of earlier years, as a town hands them in."""

from anjia.honours.actions import confirm_adoption, upload_titles
from anjia.honours.adoption import preview_of
from anjia.honours.models import TitleAdoption
from anjia.households.tests.rosters import xlsx

HEADER = ["户主姓名", "村（社区）", "小组", "发文字号", "命名日期", "证书编号", "同意公开", "同意参加"]
ORGAN = "荷塘区妇女联合会"
NUMBER = "荷妇〔2025〕8号"


def line(world, name="王小明", number=NUMBER, day="2025-06-15", serial="", publishes="", joins="是", **place):
    group = place.get("group", world.group)
    return [name, group.parent.name, group.name, number, day, serial, publishes, joins]


def uploaded(world, *rows, by=None, region=None, header=HEADER, organ=ORGAN) -> TitleAdoption:
    data = xlsx([header, *rows], name="以前的称号")
    place, actor = region or world.town, by or world.town_federation
    return upload_titles(data, name="称号.xlsx", region=place, issuing_organ=organ, by=actor)


def adopted(world, *rows, **kwargs) -> TitleAdoption:
    batch = uploaded(world, *rows, **kwargs)
    return confirm_adoption(batch, by=kwargs.get("by") or world.town_federation, expected=len(preview_of(batch).rows))


def wrongs(world, *rows, **kwargs) -> list[str]:
    return [found.wrong for found in preview_of(uploaded(world, *rows, **kwargs)).findings]
