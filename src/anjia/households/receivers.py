"""What the registry answers to the slices below: who may read its files, what is to do at home."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.households.actions.consents import SHEET_KIND
from anjia.households.enums import BatchState, ConsentKind, ConsentState, Verb
from anjia.households.models import Consent
from anjia.households.queries import visible_batches
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under, under_any
from anjia.web.panels import Task, find_tasks


def can_read_sheet(actor: Actor, stored: StoredFile) -> bool:
    return actor.may(Verb.RECORD_CONSENT, stored.region_path)


access.register(SHEET_KIND, can_read_sheet)


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """Proofs to be added, and imports that wait for their confirmation."""
    return [*_proofs(user, scope_path), *_imports(user)]


def _proofs(user: Any, scope_path: str) -> list[Task]:
    places = user.scopes(Verb.RECORD_CONSENT)
    if not places or not scope_path:
        return []
    waiting = Consent.objects.filter(
        under_any("household__region__path", places),
        under("household__region__path", scope_path),
        kind=ConsentKind.PARTICIPATE,
        state=ConsentState.ASSERTED,
    ).aggregate(n=Count("pk"))["n"]
    if not waiting:
        return []
    title = _("为 %(n)d 户补同意凭证") % {"n": waiting}
    return [Task(title, reverse("households:consents"), _("没有凭证的家庭不能参加评分"), count=waiting)]


def _imports(user: Any) -> list[Task]:
    if not user.scopes(Verb.IMPORT):
        return []
    open_ = visible_batches(user).filter(state=BatchState.UPLOADED, uploaded_by_id=user.pk).order_by("-created_at")[:3]
    return [
        Task(
            _("核对并确认名册：%(name)s") % {"name": batch.file_name},
            reverse("households:import_preview", args=[batch.pk]),
            _("原文件只保存一天"),
        )
        for batch in open_
    ]
