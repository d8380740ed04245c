"""`manage.py load_divisions [CSV]`: load an official table; the one of 株洲 where no file is named."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM
from anjia.regions.divisions import load_divisions

ZHUZHOU = Path(__file__).resolve().parents[2] / "data" / "divisions_4302.csv"


class Command(BaseCommand):
    help = "Load a CSV table of divisions (columns: code, name and, optionally, level)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("csv", nargs="?", type=Path, default=ZHUZHOU)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["csv"].open(encoding="utf-8-sig", newline="") as file:
                done = load_divisions(csv.DictReader(file), by=SYSTEM)
        except (OSError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['csv']}: {error}") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"created {done.created}, renamed {done.renamed}, unchanged {done.unchanged}")
