"""Imports somebody has begun pass on with their role, so that the roster need not be uploaded again."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.accounts import open_work
from anjia.accounts.models import Membership, User
from anjia.households.enums import BatchState, Verb
from anjia.households.models import ImportBatch
from anjia.kernel.permissions import grants
from anjia.kernel.scope import under


def batches_of(membership: Membership) -> QuerySet[ImportBatch]:
    """Imports of the holder in the place that wait for their confirmation."""
    if membership.role not in grants.roles_with(Verb.IMPORT):
        return ImportBatch.objects.none()
    begun = ImportBatch.objects.filter(uploaded_by_id=membership.user_id, state=BatchState.UPLOADED)
    return begun.filter(under("region__path", membership.region.path))


def find(membership: Membership) -> list[open_work.Item]:
    """One line for each import under way."""
    return [
        open_work.Item(
            _("核对并确认名册：%(name)s") % {"name": batch.file_name},
            _("原文件只保存一天"),
            reverse("households:import_preview", args=[batch.pk]),
            passes=True,
        )
        for batch in batches_of(membership).order_by("created_at", "pk")
    ]


def pass_on(membership: Membership, successor: User) -> int:
    """The import waits on the successor's home from now on."""
    return batches_of(membership).update(uploaded_by_id=successor.pk)


open_work.register(find, pass_on)
