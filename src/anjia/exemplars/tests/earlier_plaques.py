"""Lists of plaques that hang already, as a district's office hands them in."""

from typing import Any

from anjia.exemplars.actions.earlier import confirm_plaques, upload_plaques
from anjia.exemplars.earlier import preview_of
from anjia.exemplars.models import PlaqueImport
from anjia.households.factories import consent
from anjia.households.models import Household
from anjia.households.tests.rosters import xlsx

HEADER = ["户主姓名", "村（社区）", "小组", "称号", "牌匾编号", "授牌日期", "领取人"]


def line(world: Any, name: str = "王小明", serial: str = "荷平牌001号", **told: Any) -> list[str]:
    group = told.get("group", world.group)
    village = told.get("village", group.parent.name)
    kind, day, receiver = told.get("kind", ""), told.get("day", "2025-07-01"), told.get("receiver", "")
    return [name, village, group.name, kind, serial, day, receiver]


def uploaded(world: Any, *rows: list[str], by: Any = None, region: Any = None, header: Any = None) -> PlaqueImport:
    data = xlsx([header or HEADER, *rows], name="以前的牌匾")
    return upload_plaques(data, name="牌匾.xlsx", region=region or world.county, by=by or world.district_office)


def entered(world: Any, *rows: list[str]) -> PlaqueImport:
    batch = uploaded(world, *rows)
    return confirm_plaques(batch, by=world.district_office, expected=len(preview_of(batch).rows))


def wrongs(world: Any, *rows: list[str]) -> list[str]:
    return [found.wrong for found in preview_of(uploaded(world, *rows)).findings]


def prove(*names: str) -> None:
    """The families of adopted titles sign that they take part."""
    for household in Household.objects.filter(head_name__in=names):
        household.consents.all().delete()
        consent(household, proven=True)
