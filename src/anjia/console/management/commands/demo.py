"""`manage.py demo --size ground|small`: lay out demo data."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from anjia.accounts.models import User
from anjia.console.demo.families import bring_families
from anjia.console.demo.ground import lay_ground
from anjia.console.demo.year import open_year, plan_year

SIZES = ("ground", "small")


class Command(BaseCommand):
    help = "Lay out demo data: `ground` is places and people only, `small` a year in progress."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_demo=False).exists():
            raise CommandError("this database holds real people; demo data are only laid out in a new one")
        with transaction.atomic():
            ground = lay_ground()
            if options["size"] == "ground":
                return
            cycle = open_year(ground, plan_year(ground))
            bring_families(ground, cycle)
