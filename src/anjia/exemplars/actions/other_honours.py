"""Honours a family got elsewhere: entered once from the certificate, taken off into the bin."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import drop_file, store_file
from anjia.documents.models import StoredFile
from anjia.exemplars.enums import HonourKind, Verb
from anjia.exemplars.models import OtherHonour
from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.web.guarded import find_guarded
from anjia.web.recycling import Restorable, discard, register

PROOF_KIND = "exemplars.proof"
BIN_KIND = "exemplars.other_honour"
FIELDS = ("kind", "name", "issuing_body", "number")


@transaction.atomic
def record_honour(
    household: Household,
    *,
    kind: str,
    name: str,
    issuing_body: str,
    awarded_on: date,
    by: Actor,
    number: str = "",
    proof: bytes | None = None,
    proof_name: str = "",
) -> OtherHonour:
    """Enter an honour as its certificate says, with a scan where there is one.

    Raises Refused for a day still to come, or words that are not to be written about a family.
    """
    place = household.region.path
    require(by, Verb.RECORD_HONOUR, place)
    if awarded_on > timezone.localdate():
        raise Refused(_("授予日期还没有到。"))
    found = find_guarded(f"{name}{issuing_body}")
    if found:
        raise Refused(_("荣誉名称和授予单位里不能写“%(word)s”。") % {"word": found[0]})
    file_id = None
    if proof:
        file_id = store_file(proof, name=proof_name, kind=PROOF_KIND, region_path=place, by=by).pk
    honour = OtherHonour.objects.create(
        household=household,
        kind=kind,
        name=name.strip() or str(HonourKind(kind).label),
        issuing_body=issuing_body.strip(),
        number=number.strip(),
        awarded_on=awarded_on,
        proof_file_id=file_id,
    )
    audit.record(Verb.RECORD_HONOUR, honour, by=by, after={"kind": kind}, region_path=place)
    return honour


@transaction.atomic
def remove_honour(honour: OtherHonour, *, by: Actor) -> None:
    """Take an honour off the family's list; it can be brought back from the bin for thirty days."""
    place = honour.household.region.path
    require(by, Verb.RECORD_HONOUR, place)
    kept: dict[str, Any] = {name: getattr(honour, name) for name in FIELDS}
    kept |= {"household": honour.household_id, "awarded_on": honour.awarded_on, "proof_file_id": honour.proof_file_id}
    discard(
        BIN_KIND,
        title=f"{honour.household.masked_name} {honour.get_kind_display()}",
        content=kept,
        by=by,
        region_path=place,
        household_id=honour.household_id,
    )
    audit.record(Verb.RECORD_HONOUR, honour, by=by, before={"kind": honour.kind}, region_path=place)
    honour.delete()


def restore_honour(content: dict[str, Any], by: Any) -> str:
    """Bring one back from the bin; answers where it is. Raises Refused where the family has left."""
    household = Household.objects.filter(pk=content["household"], is_active=True).first()
    if household is None:
        raise Refused(_("这一户已经退出，不能恢复。"))
    told = {name: content[name] for name in (*FIELDS, "awarded_on", "proof_file_id")}
    OtherHonour.objects.create(household=household, **told)
    return reverse("exemplars:honours", args=[household.pk])


def forget_honours(household_id: uuid.UUID, by: Actor) -> int:
    """Erase a family's other honours, and their scans with them. Returns how many rows went."""
    rows = OtherHonour.objects.filter(household=household_id)
    _drop_scans([pk for pk in rows.order_by("pk").values_list("proof_file_id", flat=True) if pk], by)
    return int(rows.order_by().delete()[0])


def forget_removed(content: dict[str, Any]) -> None:
    """Nobody can bring the honour back any more: its scan is destroyed."""
    if content["proof_file_id"]:
        _drop_scans([uuid.UUID(content["proof_file_id"])], SYSTEM)


def _drop_scans(ids: list[uuid.UUID], by: Actor) -> None:
    for stored in StoredFile.objects.filter(pk__in=ids, kind=PROOF_KIND).order_by("pk"):
        drop_file(stored, by=by)


register(Restorable(BIN_KIND, _("其他荣誉"), Verb.RECORD_HONOUR, restore_honour, forget_removed))
