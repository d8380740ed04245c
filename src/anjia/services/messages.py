"""What people behind the wall are told: that something waits. Not which case, not what kind, not where."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell
from anjia.accounts.messages import Kind, register
from anjia.kernel import jobs
from anjia.kernel.ids import uuid7
from anjia.services.codes import WALLED

WAITS = Kind(
    "services.waits",
    _("服务事项等您办理"),
    _("有新的事分给您，或期限将到、已过时。"),
    title=_("有服务事项等您办理"),
    detail=_("点开“权益服务”查看"),
    duty=_("这些事有法定的期限。"),
)
register(WAITS)


def nudge(people: list[UUID]) -> None:
    """Put a wish to tell them into the outbox, in the transaction of the change."""
    if people:
        key = str(uuid7())
        jobs.enqueue("services.nudge", key=key, using=WALLED, people=sorted({str(p) for p in people}), about=key)


@jobs.job("services.nudge")
def _nudge(progress: jobs.Progress, people: list[str], about: str) -> None:
    with transaction.atomic():
        tell([UUID(person) for person in people], WAITS.name, url=reverse("services:home"), key=about)
