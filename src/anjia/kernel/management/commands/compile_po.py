"""Compile every .po of the project to its .mo, without GNU gettext."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the translations."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted(Path(settings.SOURCE).rglob("locale/*/LC_MESSAGES/*.po")):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
            self.stdout.write(str(path.relative_to(settings.SOURCE)))
