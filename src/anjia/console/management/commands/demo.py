"""`manage.py demo --size ground|small`: lay out demo data."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from anjia.accounts.models import User
from anjia.console.demo.ground import lay_ground

SIZES = ("ground", "small")


class Command(BaseCommand):
    help = "Lay out demo data: `ground` is places and people only, `small` a year in progress."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_demo=False).exists():
            raise CommandError("this database holds real people; demo data are only laid out in a new one")
        with transaction.atomic():
            lay_ground()
