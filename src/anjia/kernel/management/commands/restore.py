"""`manage.py restore FILE`: takes one side back from its backup; the site is stopped meanwhile."""

import os
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils.translation import gettext as _

from anjia.kernel.backups.archive import Unfit
from anjia.kernel.backups.restoring import Restored, restore_backup
from anjia.kernel.backups.sealing import is_sealed
from anjia.kernel.management.commands.backup import PASSPHRASE


class Command(BaseCommand):
    help = "Restore one side from its backup, compared table by table with what was backed up."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--overwrite", action="store_true", help="in place of what is there, which is moved aside")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Path(options["file"])
        passphrase = ""
        if source.is_file() and is_sealed(source):
            passphrase = os.environ.get(PASSPHRASE) or getpass(_("备份的口令："))
        try:
            self._tell(restore_backup(source, passphrase=passphrase, overwrite=options["overwrite"]))
        except (Unfit, OSError, OperationalError) as error:
            raise CommandError(str(error)) from error

    def _tell(self, done: Restored) -> None:
        manifest = done.manifest
        told = {"side": manifest.side, "at": manifest.made_at, "n": len(manifest.tables), "head": manifest.head}
        self.stdout.write(_("已恢复（%(side)s，%(at)s）：%(n)d 张表逐一核对一致，记录链的锚 %(head)s") % told)
        if done.aside:
            self.stdout.write(_("原有的移到了 %(folder)s（PostgreSQL：同名的架构）") % {"folder": done.aside})
        if done.fault:
            self.stdout.write(_("注意：备份时记录链就已经断了：%(fault)s") % {"fault": done.fault})
