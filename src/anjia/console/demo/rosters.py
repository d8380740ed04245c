"""Village rosters as 1,400 officers would fill them in: made-up families, the same ones every time."""

import io
import random
import zipfile

import xlsxwriter

from anjia.households.roster import LABELS

GROUPS = 18
FAMILIES = 736
TEMPLATES = 16
CODE = "430203001001"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉华建国志红梅春花小波海龙凤珍云飞鹏雪琴宇欣佳慧"


class Rosters:
    """Workbooks of 736 families (or as many as asked for), each for its own village; written from a few templates."""

    def __init__(self, families: int = FAMILIES, groups: int = GROUPS) -> None:
        self.families, self.groups = families, groups
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
        group = row % self.groups + 1
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
