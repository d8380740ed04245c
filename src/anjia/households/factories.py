"""Families with what the registry knows of them, for tests."""

from typing import Any

from django.utils import timezone

from anjia.households.actions.consent_texts import current_text
from anjia.households.enums import ConsentKind, ConsentState, ProofMethod
from anjia.households.models import Consent, ConsentProof, Household
from anjia.households.search import phone_index, tokens_of
from anjia.kernel.ids import uuid7
from anjia.regions.models import Region


def family(group: Region, head_name: str = "何婷婷", phone: str = "18437006306", **fields: Any) -> Household:
    """A family with its search tokens, without any consent."""
    return Household.objects.create(
        region=group,
        head_name=head_name,
        phone=phone,
        phone_index=phone_index(phone),
        search_tokens=tokens_of(head_name, phone),
        **{"household_size": 3, "head_birth": "1970-05", "address": "35号", **fields},
    )


def consent(household: Household, kind: str = ConsentKind.PARTICIPATE, *, proven: bool = False) -> Consent:
    """An asserted consent, or one with a witnessed proof."""
    fields: dict[str, Any] = {}
    if proven:
        proof = ConsentProof.objects.create(
            method=ProofMethod.WITNESSED,
            region=household.region,
            witness="李见证",
            recorded_on=timezone.localdate(),
            recorded_by_id=uuid7(),
        )
        fields = {"state": ConsentState.PROVEN, "proof": proof, "proven_at": timezone.now()}
    return Consent.objects.create(
        household=household, kind=kind, text=current_text(kind), asserted_on=timezone.localdate(), **fields
    )
