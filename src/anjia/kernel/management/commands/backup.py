"""`manage.py backup`: one file for each side of the wall, while the site serves."""

import os
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from anjia.kernel.backups.archive import FILES, Unfit
from anjia.kernel.backups.making import make_backup
from anjia.kernel.backups.sides import Side, sides

PASSPHRASE = "ANJIA_BACKUP_PASSPHRASE"
SHORTEST = 12


class Command(BaseCommand):
    help = "Back up the main side and the walled services, each into a file of its own."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--side", choices=[side.name for side in sides()], help="this side only")
        parser.add_argument("--into", metavar="DIR", help="a folder; each side's own `backups` unless given")
        parser.add_argument("--sealed", action="store_true", help="under a passphrase, with the keys")

    def handle(self, *args: Any, **options: Any) -> None:
        for side in sides():
            if options["side"] in (None, side.name):
                self._make(side, options)

    def _make(self, side: Side, options: dict[str, Any]) -> None:
        into = Path(options["into"]) if options["into"] else side.folder / "backups"
        try:
            path, manifest = make_backup(side, into, passphrase=_chosen(side) if options["sealed"] else "")
        except (Unfit, OSError) as error:
            raise CommandError(
                _("没有做成备份（%(side)s）：%(error)s") % {"side": side.name, "error": error}
            ) from error
        told = {
            "rows": sum(rows for rows, digest in manifest.tables.values()),
            "files": sum(name.startswith(FILES) for name in manifest.files),
        }
        self.stdout.write(f"{path}")
        self.stdout.write("  " + _("%(rows)s 行，%(files)s 个文件") % told)
        self.stdout.write("  " + _("记录链的锚：%(head)s") % {"head": manifest.head})


def _chosen(side: Side) -> str:
    """Each side has its own, for each is kept by somebody else."""
    chosen = os.environ.get(f"{PASSPHRASE}_{side.name.upper()}") or os.environ.get(PASSPHRASE)
    if not chosen:
        chosen = getpass(_("“%(side)s”备份的口令：") % {"side": side.name})
        if chosen != getpass(_("再输一遍：")):
            raise CommandError(_("两遍不一样，没有做备份。"))
    if len(chosen) < SHORTEST:
        raise CommandError(_("口令至少 %(n)d 个字符，没有做备份。") % {"n": SHORTEST})
    return chosen
