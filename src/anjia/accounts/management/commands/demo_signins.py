"""`manage.py demo_signins`: the people of the demonstration with their codes of this moment."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from anjia.accounts.demo import sign_ins


class Command(BaseCommand):
    help = "List the demo sign-ins with their current one-time codes."

    def handle(self, *args: Any, **options: Any) -> None:
        found = sign_ins()
        if not found:
            raise CommandError("There are no demo sign-ins: start with ANJIA_DEMO=1 and make the demo data first.")
        for person in found:
            code = person.code or "------"
            self.stdout.write(f"{person.username}  {person.password}  {code}  {person.place} {person.role}")
