"""`manage.py rotate_keys [--retire KEY]`: seal every encrypted field under a new key, while the site serves."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from anjia.kernel import audit
from anjia.kernel.crypto import field_keys
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.rotation import SealedColumn, reseal, values_under

# Other processes learn of a new key within a second; what they seal under the old one until then is caught afterwards.
SETTLES_AFTER = 2.0


class Command(BaseCommand):
    help = (
        "Make a new key and seal every encrypted field under it; cut off, run it again with --resume. "
        "The old key stays for old backups until it is retired."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--resume", action="store_true", help="make no new key; seal what is under an older one")
        parser.add_argument(
            "--retire", metavar="KEY", help="forget an old key; backups made under it become unreadable"
        )
        parser.add_argument(
            "--database", choices=audit.ledgers(), default=DEFAULT_DB_ALIAS, help="whose keys: each has its own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retire"]:
            self._retire(options["retire"], options["database"])
        else:
            self._rotate(options["database"], resume=options["resume"])

    def _rotate(self, using: str, *, resume: bool) -> None:
        keys: Any = field_keys(using)
        key = next(iter(keys)) if resume else keys.add()
        self.stdout.write(f"key in use: {key}")
        total = reseal(self._tell, using=using)
        time.sleep(SETTLES_AFTER)
        total += reseal(using=using)
        audit.record("kernel.rotate_keys", None, by=SYSTEM, after={"key": key, "values": total}, using=using)
        self.stdout.write(f"sealed again: {total}")

    def _tell(self, column: SealedColumn, count: int) -> None:
        if count:
            self.stdout.write(f"  {column.model._meta.label}.{column.name}: {count}")

    def _retire(self, key: str, using: str) -> None:
        keys: Any = field_keys(using)
        left = values_under(key, using=using)
        if left:
            raise CommandError(f"{left} values are still sealed under {key}; run rotate_keys --resume first")
        try:
            keys.remove(key)
        except KeyError as error:
            raise CommandError(f"there is no key {key}; there are {', '.join(keys)}") from error
        except ValueError as error:
            raise CommandError(f"{key} is in use and cannot be retired") from error
        audit.record("kernel.retire_key", None, by=SYSTEM, after={"key": key}, using=using)
        self.stdout.write(f"retired: {key}")
