"""What people behind the wall are told: that something waits. Not which case, not what kind, not where."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell
from anjia.accounts.messages import Kind, register
from anjia.accounts.queries import holders
from anjia.kernel import jobs
from anjia.kernel.ids import uuid7
from anjia.kernel.scope import SEGMENT
from anjia.regions.enums import Level
from anjia.regions.queries import names_of
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


LACKS = Kind(
    "services.lacks_supervisor",
    _("权益服务缺少督导"),
    _("有一个地方，主办以外没有第二位督导。"),
    title=_("请登记另一位权益服务督导"),
    detail=_("%(place)s：督导自己主办的事，没有第二个人能督导"),
    duty=_("没有去的看望、帮扶的决定要由第二个人办。"),
)
register(LACKS)


def tell_of_lack(path: str) -> None:
    """Ask the administrators for another supervisor of the district, once; of the case they are told nothing."""
    county = path[: Level.COUNTY.depth * SEGMENT]
    jobs.enqueue("services.lack", key=str(uuid7()), using=WALLED, path=county)


@jobs.job("services.lack")
def _tell_of_lack(progress: jobs.Progress, path: str) -> None:
    place = names_of({path}).get(path, "")
    people = list(holders(path, role="administrator"))
    with transaction.atomic():
        tell(people, LACKS.name, url=reverse("accounts:people"), key=path, facts={"place": place})


def nudge(people: list[UUID]) -> None:
    """Put a wish to tell them into the outbox, in the transaction of the change."""
    if people:
        key = str(uuid7())
        jobs.enqueue("services.nudge", key=key, using=WALLED, people=sorted({str(p) for p in people}), about=key)


@jobs.job("services.nudge")
def _nudge(progress: jobs.Progress, people: list[str], about: str) -> None:
    with transaction.atomic():
        tell([UUID(person) for person in people], WAITS.name, url=reverse("services:home"), key=about)
