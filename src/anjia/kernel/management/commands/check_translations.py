"""Whether every string of every slice has its English (`SLICE/locale/en/LC_MESSAGES/django.po`)."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from anjia.kernel.management.messages import messages_of

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[a-z]|\{\w*\}")


class Command(BaseCommand):
    help = "Fail where a string has no English, a fuzzy one, or one with other placeholders."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--add", action="store_true", help="first add what is missing, to be translated by hand")

    def handle(self, *args: Any, **options: Any) -> None:
        folders = [folder for folder in sorted(Path(settings.SOURCE).iterdir()) if folder.is_dir()]
        if options["add"]:
            for folder in folders:
                add_missing(folder)
        faults = [fault for folder in folders for fault in faults_of(folder)]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} strings lack their English.")


def _path(slice_folder: Path) -> Path:
    return slice_folder / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _read(path: Path) -> polib.POFile:
    if path.is_file():
        return polib.pofile(str(path), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def faults_of(slice_folder: Path) -> Iterator[str]:
    """What is wrong with a slice's English, a line for each string."""
    entries = {entry.msgid: entry for entry in _read(_path(slice_folder))}
    for message, place in messages_of(slice_folder).items():
        fault = _fault(message, entries.get(message))
        if fault:
            yield f"{place}: {fault}: {message!r}"


def add_missing(slice_folder: Path) -> None:
    """Add the slice's strings that its .po does not hold yet, without a translation."""
    path = _path(slice_folder)
    catalogue = _read(path)
    held = {entry.msgid for entry in catalogue}
    missing = [message for message in messages_of(slice_folder) if message not in held]
    if missing:
        catalogue.extend(polib.POEntry(msgid=message, msgstr="") for message in missing)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))


def _fault(message: str, entry: polib.POEntry | None) -> str:
    if entry is None or entry.obsolete:
        return "not in the .po"
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy or not texts or not all(texts):
        return "no English" if not entry.fuzzy else "marked fuzzy"
    wanted = set(_PLACEHOLDER.findall(entry.msgid_plural or message))
    if any(set(_PLACEHOLDER.findall(text)) - wanted for text in texts):
        return "other placeholders in the English"
    return ""
