"""Bring in the standards that ship with Anjia; asked twice, nothing changes."""

from typing import Any

from django.core.management.base import BaseCommand

from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import load_standards


class Command(BaseCommand):
    help = "Load the shipped standards (ten_good, five_star)."

    def handle(self, *args: Any, **options: Any) -> None:
        for version in load_standards(SYSTEM):
            self.stdout.write(f"{version.standard.code} v{version.number}")
