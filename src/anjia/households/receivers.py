"""What the registry answers to the slices below: who may read its files, what is to do at home, who is told."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.households.actions.consents import PAPER_KIND, SHEET_KIND
from anjia.households.enums import BatchState, PageState, Verb
from anjia.households.forms.scans import WAITING
from anjia.households.messages import tell_withdrawn
from anjia.households.queries import visible_batches
from anjia.households.queries.proofs import VILLAGE_PATH, count_lacking, far, lacking, near, scanned_visible_to
from anjia.households.signals import participation_withdrawn
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under
from anjia.web.panels import Task, find_tasks


def can_read_sheet(actor: Actor, stored: StoredFile) -> bool:
    """A sheet shows who did not sign as well: it stays in the village (frame F5)."""
    return any(stored.region_path.startswith(path) for path in near(actor.scopes(Verb.RECORD_CONSENT)))


access.register(SHEET_KIND, can_read_sheet)
access.register(PAPER_KIND, can_read_sheet)


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """Proofs to be added, and imports that wait for their confirmation."""
    return [*_proofs(user, scope_path), *_pages(user, scope_path), *_imports(user)]


def _proofs(user: Any, scope_path: str) -> list[Task]:
    """The village itself has a list to work off; those above it learn a number."""
    if not user.scopes(Verb.RECORD_CONSENT) or not scope_path:
        return []
    waiting = lacking(user, scope_path).count()
    if waiting:
        title = _("还有 %(n)d 户缺签字凭证") % {"n": waiting}
        return [Task(title, reverse("households:consents"), _("没有凭证的家庭不能参加评分"), count=waiting)]
    above = sum(count_lacking(user, scope_path, length=VILLAGE_PATH).values())
    if not above or not far(user.scopes(Verb.RECORD_CONSENT)):
        return []
    title = _("各村（社区）共有 %(n)d 户缺签字凭证") % {"n": above}
    return [Task(title, reverse("households:proof_counts"), _("由村（社区）自己补，这里只看户数"), count=above)]


def _pages(user: Any, scope_path: str) -> list[Task]:
    if not scope_path:
        return []
    here = scanned_visible_to(user).filter(under("upload__region__path", scope_path))
    waiting = here.filter(state__in=[PageState.UNREAD, PageState.READ]).values("upload").distinct().count()
    if not waiting:
        return []
    title = _("%(n)d 份签字表扫描件待核对") % {"n": waiting}
    return [Task(title, f"{reverse('households:scans')}?show={WAITING}", _("看着原件勾选签了字的家庭"), count=waiting)]


def _imports(user: Any) -> list[Task]:
    if not user.scopes(Verb.IMPORT):
        return []
    open_ = visible_batches(user).filter(state=BatchState.UPLOADED, uploaded_by_id=user.pk).order_by("-created_at")
    return [
        Task(
            _("核对并确认名册：%(name)s") % {"name": batch.file_name},
            reverse("households:import_preview", args=[batch.pk]),
            _("原文件只保存一天"),
        )
        for batch in open_
    ]


@receiver(participation_withdrawn, dispatch_uid="households.tell_withdrawn")
def withdrawn(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    tell_withdrawn(ids, by=by)
