"""Runs one bench in this process: `python -m bench.one NAME FOLDER [--quick]`; leaves FOLDER/rows.json."""

import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import django
from django.core.management import call_command

from bench.frame import Context


def main(words: Sequence[str]) -> None:
    name, folder = words[0], Path(words[1])
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    module = importlib.import_module(f"bench.bench_{name.replace('-', '_')}")
    rows = module.run(Context(name, "--quick" in words, folder))
    (folder / "rows.json").write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
