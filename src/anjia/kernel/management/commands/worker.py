"""`manage.py worker`: installs the schedules, then runs the background worker until it is stopped."""

from typing import Any

from django.core.management import BaseCommand, call_command

from anjia.kernel import schedules


class Command(BaseCommand):
    help = "Run background jobs and routines."

    def handle(self, *args: Any, **options: Any) -> None:
        schedules.install()
        call_command("qcluster")
