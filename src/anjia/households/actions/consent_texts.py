"""What families are told and agree to: the editions shipped with the programme, entered when first needed."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from anjia.households.models import ConsentText

SHIPPED = Path(__file__).parent.parent / "consent_texts.yaml"


@lru_cache
def shipped() -> list[dict]:
    return yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))


def current_text(kind: str) -> ConsentText:
    """The newest edition of a kind in force; the shipped ones are entered on first use."""
    found = ConsentText.objects.filter(kind=kind).order_by("-edition").first()
    return found or _enter(str(kind))


def _enter(kind: str) -> ConsentText:
    for entry in shipped():
        ConsentText.objects.get_or_create(
            kind=entry["kind"],
            edition=entry["edition"],
            defaults={
                "text": entry["text"].strip(),
                "text_en": entry["text_en"].strip(),
                "effective_from": date.fromisoformat(str(entry["effective_from"])),
            },
        )
    return ConsentText.objects.filter(kind=kind).order_by("-edition")[0]


def current_wording(kind: str) -> str:
    """The text itself, read without entering anything: of the newest edition, else as shipped."""
    found = ConsentText.objects.filter(kind=kind).order_by("-edition").first()
    return found.text if found else next(e["text"] for e in shipped() if e["kind"] == kind)
