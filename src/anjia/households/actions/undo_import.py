"""Undo an import within seven days. Families changed since, or that others build on, stay and are listed."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.households import merging
from anjia.households.enums import BatchState, ConsentState, RowStatus
from anjia.households.models import Consent, Household, HouseholdMember, ImportBatch, StagedFamily
from anjia.households.workflow import IMPORT
from anjia.kernel import dependents
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.web.recycling import empty_for

TOO_LATE = _("导入已超过 7 天，不能整批撤销。")


@dataclass(frozen=True)
class UndoPlan:
    """What undoing does: families to be removed, updates to be taken back, and what stays, with its reason."""

    removed: frozenset[UUID]
    restored: frozenset[UUID]
    kept: dict[UUID, str]


def plan_undo(batch: ImportBatch) -> UndoPlan:
    """Asks `kernel.dependents` what hangs on the families; writes nothing."""
    new, kept = brought_by(batch.pk)
    before = dict(
        StagedFamily.objects.filter(batch_id=batch.pk, status=RowStatus.BEFORE)
        .order_by()
        .values_list("household_id", "household_version")
    )
    now = dict(Household.objects.filter(pk__in=list(before)).order_by().values_list("pk", "version"))
    kept |= {pk: str(_("导入后又改过")) for pk, version in before.items() if now.get(pk) != version}
    return UndoPlan(new - kept.keys(), frozenset(before) - kept.keys(), kept)


def brought_by(batch_id: UUID) -> tuple[frozenset[UUID], dict[UUID, str]]:
    """The families a list brought in, and those of them that stay when it is taken back, with the reason."""
    new = dict(Household.objects.filter(import_batch_id=batch_id).order_by().values_list("pk", "version"))
    kept = {pk: str(_("导入后又改过")) for pk, version in new.items() if version != 1}
    kept |= {pk: str(_("已补同意凭证或登记了成员")) for pk in _worked_on(new)}
    for found in dependents.of("households.household", new.keys()):
        if found.blocks:
            kept |= {pk: str(found.label) for pk in found.ids}
    return frozenset(new), kept


def remove_brought(ids: Collection[UUID]) -> None:
    """Take families out of the registry on which nothing hangs, with their asserted consents."""
    Consent.objects.filter(household__in=list(ids)).delete()
    empty_for(ids)
    Household.objects.filter(pk__in=list(ids)).delete()


def _worked_on(ids: Collection[UUID]) -> set[UUID]:
    """Families whose consent was proven or withdrawn, or whose members were entered, since."""
    consents = Consent.objects.filter(household__in=list(ids)).exclude(state=ConsentState.ASSERTED)
    members = HouseholdMember.objects.filter(household__in=list(ids))
    return {pk for rows in (consents, members) for pk in rows.order_by().values_list("household_id", flat=True)}


@transaction.atomic
def undo_import(batch: ImportBatch, *, by: Actor) -> UndoPlan:
    """Take a batch back. Raises Refused after seven days, Conflict where it is undone already."""
    if batch.state == BatchState.MERGED and not batch.can_be_undone:
        raise Refused(TOO_LATE, who=_("个别家庭可以在登记册里更正或办理退出。"))
    plan = plan_undo(batch)
    _restore(batch, plan.restored)
    remove_brought(plan.removed)
    summary = {
        **batch.summary,
        "undone": {"removed": len(plan.removed), "restored": len(plan.restored), "kept": len(plan.kept)},
    }
    advance(batch, IMPORT["undo"], by=by, set={"summary": summary})
    StagedFamily.objects.filter(batch_id=batch.pk).delete()
    return plan


def _restore(batch: ImportBatch, restored: frozenset[UUID]) -> None:
    """Put the values back that the updates replaced."""
    rows = StagedFamily.objects.filter(batch_id=batch.pk, status=RowStatus.BEFORE, household_id__in=restored)
    StagedFamily.objects.filter(batch_id=batch.pk, status=RowStatus.BEFORE).exclude(
        pk__in=list(rows.values_list("pk", flat=True))
    ).delete()
    if restored:
        merging.restore_families(batch.pk)
