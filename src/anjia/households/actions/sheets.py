"""Sheets of signatures, printed from the registry: each page knows its families (C3-5, experience 24)."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.consents import ALPHABET
from anjia.households.enums import Verb
from anjia.households.models import SheetPage
from anjia.households.queries.proofs import lacking
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region

ROWS_FIRST, ROWS_OTHER = 12, 17
CODE_LENGTH = 10


@transaction.atomic
def print_sheets(group: Region, *, by: Actor) -> list[SheetPage]:
    """A new batch of pages for the group's families that lack a proof. Raises Refused where none does."""
    require(by, Verb.RECORD_CONSENT, group.path)
    ids = list(lacking(by, group.path).order_by("head_name", "pk").values_list("pk", flat=True))
    if not ids:
        raise Refused(_("“%(group)s”登记的家庭都有凭证了，没有要签字的。") % {"group": group.name})
    batch = (SheetPage.objects.filter(region=group).aggregate(last=Max("batch"))["last"] or 0) + 1
    cut = _cut(ids)
    pages = [
        SheetPage(
            region=group,
            batch=batch,
            number=number,
            pages=len(cut),
            code="".join(secrets.choice(ALPHABET) for _n in range(CODE_LENGTH)),
            household_ids=[str(pk) for pk in part],
            printed_on=timezone.localdate(),
            printed_by_id=by.pk,
        )
        for number, part in enumerate(cut, start=1)
    ]
    SheetPage.objects.bulk_create(pages)
    after = {"batch": batch, "pages": len(pages), "families": len(ids)}
    audit.record(Verb.RECORD_CONSENT, pages[0], by=by, after=after, region_path=group.path)
    return pages


def _cut(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    """The first page has less room: it says what is signed."""
    rest = ids[ROWS_FIRST:]
    return [ids[:ROWS_FIRST], *(rest[start : start + ROWS_OTHER] for start in range(0, len(rest), ROWS_OTHER))]
