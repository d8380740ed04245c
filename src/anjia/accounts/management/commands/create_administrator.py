"""`manage.py create_administrator USERNAME NAME`: the first run. Prints an invitation link; makes no account."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from anjia.accounts.actions import invite_person
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM
from anjia.regions.models import Region


class Command(BaseCommand):
    help = "Invite an administrator. Prints a link that works once, for seven days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="mobile number or staff number")
        parser.add_argument("name", help="the person's name")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where people reach Anjia")

    def handle(self, *args: Any, **options: Any) -> None:
        city = Region.objects.filter(level=Region.Level.CITY).order_by("path").first()
        if city is None:
            raise CommandError("Load the divisions first: manage.py load_divisions")
        try:
            _invitation, token = invite_person(
                username=options["username"],
                display_name=options["name"],
                role="administrator",
                region=city,
                by=SYSTEM,
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        link = reverse("accounts:accept_invitation", args=[token])
        self.stdout.write(f"{options['address'].rstrip('/')}{link}")
