"""`manage.py audit verify`: checks the whole trail and names the first fault."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from anjia.kernel import audit


class Command(BaseCommand):
    help = "Verify or seal the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument("--database", choices=audit.ledgers(), default=DEFAULT_DB_ALIAS, help="whose trail")

    def handle(self, *args: Any, **options: Any) -> None:
        using = options["database"]
        if options["what"] == "seal":
            link = audit.seal(using=using)
            self.stdout.write(str(link) if link else "nothing to seal")
            return
        verdict = audit.verify(using)
        if verdict.fault:
            raise CommandError(f"the audit trail is broken: {verdict.fault}")
        self.stdout.write(
            f"{verdict.events} events, {verdict.seals} seals, {verdict.unsealed} not sealed yet: the trail holds; "
            f"head {audit.head(using)}"
        )
