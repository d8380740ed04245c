"""`manage.py demo_signins`: the people of the demonstration with their codes of this moment."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from anjia.accounts.demo import sign_ins


class Command(BaseCommand):
    help = "List the demo sign-ins with their current one-time codes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--brief", action="store_true", help="only the first of each role")

    def handle(self, *args: Any, **options: Any) -> None:
        found = sign_ins()
        if not found:
            raise CommandError("There are no demo sign-ins: start with ANJIA_DEMO=1 and make the demo data first.")
        if options["brief"]:
            found = list({person.role: person for person in reversed(found)}.values())[::-1]
        for person in found:
            code = person.code or "------"
            self.stdout.write(f"{person.username}  {person.password}  {code}  {person.place} {person.role}")
