"""Certificates: one at once, many by a job (domain A11)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.documents.papers import Certificate
from anjia.honours.enums import DecisionState, Verb
from anjia.honours.models import NamingDecision
from anjia.honours.queries import in_force
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.jobs import enqueue
from anjia.kernel.models import Job
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.regions.models import Region

AT_ONCE = 2000
"""Certificates in one file: what a printer's memory and a download bear."""


def files_for(count: int) -> int:
    """How many files so many certificates take."""
    return -(-count // AT_ONCE)


def parts_of(papers: Sequence[Certificate]) -> list[Sequence[Certificate]]:
    """The certificates file by file."""
    return [papers[start : start + AT_ONCE] for start in range(0, len(papers), AT_ONCE)]


@transaction.atomic
def print_certificates(decision: NamingDecision, region: Region, *, by: Actor) -> Job:
    """Ask for the certificates of a decision's titles in force at or below a place; the job's result names the file.

    More than one file should hold are spread over several (`files_for`). Raises Refused where there are none.
    """
    require(by, Verb.PRINT_CERTIFICATES, region.path)
    if decision.state != DecisionState.ISSUED:
        raise Refused(_("命名决定签发以后才能打印证书。"))
    held = in_force(decision.titles.filter(under("region__path", region.path))).count()
    if not held:
        raise Refused(_("这里没有有效的称号，不需要打印证书。"))
    told = {"certificates": held, "region": str(region.pk)}
    audit.record(Verb.PRINT_CERTIFICATES, decision, by=by, after=told, region_path=region.path)
    ids: dict[str, Any] = {"decision_id": decision.pk, "region_id": region.pk, "user_id": by.pk}
    return enqueue("honours.certificates", key=f"honours.certificates:{uuid7()}", by=by, **ids)
