"""`./run manage retention`: what is due to be destroyed; with `--destroy`, destroys it."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from anjia.regions.retention import carry_out, keepings


class Command(BaseCommand):
    help = "Counts what is due by the terms of keeping; --destroy carries it out, as every night does by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="as of a day (YYYY-MM-DD); only without --destroy")
        parser.add_argument("--destroy", action="store_true", help="destroy what is due today")

    def handle(self, *args: Any, on: date | None = None, destroy: bool = False, **options: Any) -> None:
        for key, number in carry_out(None if destroy else on, dry_run=not destroy).items():
            self.stdout.write(f"{number:>8}  {key}  {keepings[key].what}")
