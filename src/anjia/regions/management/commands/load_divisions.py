"""`manage.py load_divisions [CSV or FOLDER] [--city 4302 …]`: an official table; that of 株洲 where none is named."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM
from anjia.regions.divisions import load_divisions
from anjia.regions.national import read_country

ZHUZHOU = Path(__file__).resolve().parents[2] / "data" / "divisions_4302.csv"


class Command(BaseCommand):
    help = (
        "Load a CSV table of divisions (columns: code, name and, optionally, level), "
        "or the country's five files (provinces, cities, areas, streets, villages) from a folder."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", nargs="?", type=Path, default=ZHUZHOU)
        parser.add_argument("--city", action="append", default=[], help="four digits; may be given several times")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load_divisions(_rows(options["table"], options["city"]), by=SYSTEM)
        except (OSError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['table']}: {error}") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"created {done.created}, renamed {done.renamed}, unchanged {done.unchanged}")


def _rows(table: Path, cities: list[str]) -> Iterable[dict[str, str]]:
    return read_country(table, cities) if table.is_dir() else _of_file(table, cities)


def _of_file(table: Path, cities: list[str]) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not cities or row["code"][:4] in cities:
                yield row
