"""Rosters of one village, uploaded and imported."""

from anjia.households.actions import confirm_import, upload_roster
from anjia.households.tests.rosters import FAMILY, HEADER, xlsx
from anjia.kernel.jobs import run_pending

TWO_GROUPS = [[*FAMILY[:3], f"{n % 2 + 1}组{n}号", f"1380000{n:04d}", *FAMILY[5:]] for n in range(6)]
ROWS = [[f"王{'甲乙丙丁戊己'[n]}{'一二三四五六'[n]}", *row[1:]] for n, row in enumerate(TWO_GROUPS)]


def roster(*rows, name="来园社区居委会"):
    return xlsx([HEADER, *rows], name=name)


def uploaded(world, *rows, by=None, region=None):
    return upload_roster(
        roster(*rows), name="名册.xlsx", region=region or world.village, by=by or world.village_officer
    )


def imported(world, *rows, by=None):
    batch = uploaded(world, *rows, by=by)
    confirm_import(batch, by=by or world.village_officer)
    run_pending()
    batch.refresh_from_db()
    return batch
