"""`manage.py demo --size ground|small|city`: lay out demo data; `--discard` throws them away."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from anjia.accounts.models import User
from anjia.console.demo.cards import hand_out_cards
from anjia.console.demo.cases import bring_cases
from anjia.console.demo.checks import check_scores
from anjia.console.demo.city import fill_city
from anjia.console.demo.discard import counts, discard_demo
from anjia.console.demo.families import bring_families
from anjia.console.demo.ground import Ground, lay_ground
from anjia.console.demo.honours import honour_families
from anjia.console.demo.life import live_on
from anjia.console.demo.marks import note_begun
from anjia.console.demo.rosters import FAMILIES
from anjia.console.demo.stars import count_stars
from anjia.console.demo.year import open_year, plan_year
from anjia.kernel.bulk import refresh_statistics
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM

SIZES = ("ground", "small", "city")


class Command(BaseCommand):
    help = "Lay out demo data: `ground` is places and people, `small` also a year, `city` also a million families."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small")
        parser.add_argument("--discard", action="store_true", help="throw the demo data away; nobody real may be there")
        parser.add_argument("--cases", action="store_true", help="also some cases behind the wall")
        parser.add_argument("--families", type=int, default=FAMILIES, help="of each village, for `city`")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["discard"]:
            self._discard()
        else:
            self._lay_out(options)

    def _lay_out(self, options: dict[str, Any]) -> None:
        if User.objects.filter(is_demo=False).exists():
            raise CommandError("this database holds real people; demo data are only laid out in a new one")
        note_begun()
        with transaction.atomic():
            ground = lay_ground()
            if options["size"] != "ground":
                _lay_out_a_year(ground)
        if options["cases"]:
            bring_cases(ground)
        if options["size"] == "city":
            fill_city(ground.city, options["families"], report=self._tell)
        if options["size"] != "ground":
            refresh_statistics()

    def _discard(self) -> None:
        for label, count in counts():
            self.stdout.write(f"{label} {count}")
        try:
            discard_demo(by=SYSTEM)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("已清除 / discarded. Next: ./run manage create_administrator USERNAME NAME")

    def _tell(self, town: str, done: int, total: int) -> None:
        self.stdout.write(f"{town} {done}/{total}")


def _lay_out_a_year(ground: Ground) -> None:
    cycle = open_year(ground, plan_year(ground))
    bring_families(ground, cycle)
    check_scores(ground, cycle)
    honour_families(ground, cycle)
    hand_out_cards(ground, cycle, live_on(ground))
    count_stars(ground)
