"""What those who report are told: that a round has begun, and by when two numbers are wanted. No family, no case."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell
from anjia.accounts.messages import Kind, register
from anjia.accounts.queries import holders_below
from anjia.kernel import jobs
from anjia.services.codes import WALLED
from anjia.services.mediation.models import Screening

ROUND = Kind(
    "mediation.round",
    _("上门问需开始了"),
    _("督导开始一次上门问需，请您的村（社区）报两个数。"),
    title=_("上门问需开始了，请报两个数"),
    detail=_("最迟 %(day)s：介绍过服务的户次、提出需要的件数；没有的报 0"),
)
register(ROUND)


def announce(screening: Screening) -> None:
    """Put a wish to tell them into the outbox, in the transaction of the change."""
    about, until = str(screening.pk), screening.reports_until.isoformat()
    jobs.enqueue("mediation.announce", key=about, using=WALLED, about=about, path=screening.region_path, until=until)


@jobs.job("mediation.announce")
def _announce(progress: jobs.Progress, about: str, path: str, until: str) -> None:
    people = list(holders_below(path, role="village_officer"))
    facts = {"day": date.fromisoformat(until)}
    with transaction.atomic():
        tell(people, ROUND.name, url=reverse("mediation:rounds"), key=about, facts=facts)
