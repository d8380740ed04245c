"""Write docs/api/openapi.json, from which clients are made; `--check` fails where it is stale."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from anjia.web.api.site import schema

FILE = settings.ROOT / "docs" / "api" / "openapi.json"


class Command(BaseCommand):
    help = "Write the API's document (docs/api/openapi.json)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the file is fresh")

    def handle(self, *args: Any, **options: Any) -> None:
        text = json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        fresh = FILE.exists() and FILE.read_text(encoding="utf-8") == text
        if options["check"] and not fresh:
            raise CommandError("docs/api/openapi.json is stale: ./run manage api_schema")
        if not fresh:
            FILE.parent.mkdir(parents=True, exist_ok=True)
            FILE.write_text(text, encoding="utf-8")
