"""Village rosters as 1,400 officers would fill them in, and the tree they belong to."""

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from anjia.households.roster import LABELS
from anjia.kernel.ids import uuid7
from anjia.regions.models import Region

TOWN_VILLAGES = 12
GROUPS = 18
FAMILIES = 736
TEMPLATES = 16
CODE = "430203001001"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉华建国志红梅春花小波海龙凤珍云飞鹏雪琴宇欣佳慧"


def plant_tree(villages: int) -> dict[str, list[Region]]:
    """City, county, towns of twelve villages, eighteen groups each; town path to its villages."""
    city = _place(None, "city", "430200000000", "株洲市", "0001")
    county = _place(city, "county", "430203000000", "芦淞区", "00010001")
    towns = (villages + TOWN_VILLAGES - 1) // TOWN_VILLAGES
    rows: list[Region] = []
    placed: dict[str, list[Region]] = {}
    for t in range(1, towns + 1):
        town = _place(county, "town", f"430203{t:03d}000", f"街道{t}", f"{county.path}{t:04d}", save=False)
        rows.append(town)
        placed[town.path] = []
        for v in range(1, min(TOWN_VILLAGES, villages - (t - 1) * TOWN_VILLAGES) + 1):
            village = _place(
                town, "village", f"430203{t:03d}{v:03d}", f"社区{t}之{v}", f"{town.path}{v:04d}", save=False
            )
            placed[town.path].append(village)
            rows.append(village)
            rows += [
                _place(village, "group", f"{village.code}-{g:02d}", f"{g}组", f"{village.path}{g:04d}", save=False)
                for g in range(1, GROUPS + 1)
            ]
    Region.objects.bulk_create(rows, batch_size=2000)
    return placed


def _place(parent: Region | None, level: str, code: str, name: str, path: str, *, save: bool = True) -> Region:
    region = Region(id=uuid7(), parent=parent, level=level, code=code, name=name, path=path)
    if save:
        region.save(force_insert=True)
    return region


class Rosters:
    """Workbooks of 736 families (or as many as asked for), each for its own village; written from a few templates."""

    def __init__(self, families: int = FAMILIES) -> None:
        self.families = families
        self.random = random.Random(7)
        self.templates = [self._parts() for _n in range(TEMPLATES)]

    def _parts(self) -> dict[str, bytes]:
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True})
        page = book.add_worksheet("家庭名册")
        page.write_row(0, 0, [str(label) for label in LABELS.values()])
        for row in range(1, self.families + 1):
            page.write_row(row, 0, self._family(row))
        book.close()
        with zipfile.ZipFile(target) as package:
            return {name: package.read(name) for name in package.namelist()}

    def _family(self, row: int) -> list[str]:
        pick = self.random
        name = pick.choice(_SURNAMES) + "".join(pick.choice(_GIVEN) for _c in range(pick.choice((1, 2, 2))))
        birth = f"{pick.randint(1940, 2005)}-{pick.randint(1, 12):02d}"
        phone = f"1{pick.randint(3, 9)}{pick.randint(0, 999_999_999):09d}"
        group = row % GROUPS + 1
        return [
            CODE, "", f"{group}组", name, birth, str(pick.randint(1, 6)), f"{row}号", phone,
            pick.choice(("常住", "常住", "流动", "出租")), "是", pick.choice(("是", "否")),
        ]  # fmt: skip

    def workbook(self, code: str, number: int) -> bytes:
        """The file of one village."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in self.templates[number % TEMPLATES].items():
                package.writestr(name, data.replace(CODE.encode(), code.encode()))
        return target.getvalue()


def write_rosters(towns: dict[str, list[Region]], folder: Path) -> Iterator[tuple[Region, list[tuple[str, bytes]]]]:
    """Write every village's file first; then give them back town by town, read as they are needed."""
    rosters = Rosters()
    for villages in towns.values():
        for number, village in enumerate(villages):
            (folder / f"{village.code}.xlsx").write_bytes(rosters.workbook(village.code, number))
    places = Region.objects.in_bulk(list(towns), field_name="path")
    return (
        (places[path], [(f"{v.code}.xlsx", (folder / f"{v.code}.xlsx").read_bytes()) for v in villages])
        for path, villages in towns.items()
    )
