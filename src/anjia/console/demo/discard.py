"""Throwing the demonstration away, so that the real house begins empty (experience 21).

Set-based: one DELETE for each table, however many families there were. The trail stays, as it always does: it is
append-only, and tells at its end what was thrown away.
"""

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, router, transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.console.demo.marks import note_over
from anjia.console.enums import Verb
from anjia.documents import blobs
from anjia.documents.models import StoredFile
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.honours.models import Title
from anjia.households.models import Consent, Household
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.notices.models import PublicNotice
from anjia.programmes.actions import load_standards
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.permissions import require_anywhere

Model = type[models.Model]

# What a real house needs as well: the places, the calendar, the law, the trail, and Django's own.
KEPT = frozenset({
    "auth.Permission", "contenttypes.ContentType", "django_q.Schedule",
    "kernel.AuditEvent", "kernel.AuditSeal", "kernel.AuditLink",
    "regions.Region", "regions.HolidayOverride", "regions.LegalBasis", "regions.LegacyTerm",
})  # fmt: skip


def counts() -> list[tuple[Any, int]]:
    """What is about to be lost, in the words of people: (label, how many)."""
    counted = [
        (_("家庭"), _all(Household)),
        (_("同意书"), _all(Consent)),
        (_("演示账号"), _all(User)),
        (_("村（居）民小组"), _groups()),
        (_("年度周期（含演练）"), _all(ProgrammeCycle)),
        (_("户长会议"), _all(GroupMeeting)),
        (_("候选户"), _all(Candidacy)),
        (_("公示"), _all(PublicNotice)),
        (_("称号"), _all(Title)),
        (_("文件"), _all(StoredFile)),
    ]
    return [(label, rows.count()) for label, rows in counted]


def require_discardable(by: Actor) -> None:
    """Raise unless the actor may empty the house and nobody real lives in it."""
    who = _("请联系系统管理员。")
    require_anywhere(by, Verb.DISCARD_DEMO, NotPermitted(_("只有系统管理员可以清除演示数据。"), who=who))
    real = User.objects.filter(is_demo=False).count()
    if real:
        raise Refused(
            _("这里已有 %(n)d 个真实账号，不能清除。") % {"n": real},
            who=_("演示和正式使用请各用一个数据文件夹：./run start --no-demo --data 文件夹。"),
        )
    if not User.objects.filter(is_demo=True).exists():
        raise Refused(_("这里没有演示数据。"))


@transaction.atomic
def discard_demo(*, by: Actor) -> dict[str, int]:
    """Empty the house but for places, calendar, law, shipped standards and trail; returns rows gone by model label.

    Raises NotPermitted, or Refused where anybody real has an account. Everybody is signed out.
    """
    require_discardable(by)
    digests = list(_all(StoredFile).order_by().values_list("sha256", flat=True).distinct())
    gone = _empty()
    gone["regions.Group"] = _groups()._raw_delete("default")
    gone = {label: count for label, count in gone.items() if count}
    load_standards(SYSTEM)
    audit.record(Verb.DISCARD_DEMO, None, by=by, before=gone)
    transaction.on_commit(lambda: _clear_folder(digests))
    return gone


def _empty() -> dict[str, int]:
    """Both sides of the wall; what was walled goes in a transaction of its own side."""
    sides = {model: router.db_for_write(model) for model in emptied()}
    with ExitStack() as stack:
        for alias in sorted(set(sides.values())):
            stack.enter_context(transaction.atomic(using=alias))
        return {model._meta.label: _all(model)._raw_delete(alias) for model, alias in sides.items()}


def emptied() -> list[Model]:
    """The models whose rows all go. Foreign keys are checked at the end, so their order does not matter."""
    every = apps.get_models(include_auto_created=True)
    return [m for m in every if m._meta.managed and not m._meta.proxy and m._meta.label not in KEPT]


def _all(model: Model) -> models.QuerySet[Any]:
    """Every row, rehearsed ones too: the managers of cycles would leave those out."""
    return models.QuerySet(model)


def _groups() -> models.QuerySet[Any]:
    return _all(Region).filter(level=Level.GROUP)


def _clear_folder(digests: list[str]) -> None:
    for digest in digests:
        blobs.erase(digest)
    shutil.rmtree(Path(settings.SERVICES_DATA) / "files", ignore_errors=True)
    note_over()
