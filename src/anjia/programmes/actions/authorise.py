"""Writing down what allows the cycle: body, number, document, validity (domain A5-16)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import store_file
from anjia.documents.numbers import parse_number
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.records import change
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.models import ProgrammeCycle

FILE_KIND = "programmes.authorisation"


@transaction.atomic
def record_authorisation(
    cycle: ProgrammeCycle,
    *,
    body: str,
    number: str,
    valid_to: date,
    by: Actor,
    version: int,
    document: bytes | None = None,
    document_name: str = "",
) -> ProgrammeCycle:
    """Record or renew the basis; without a new document the one on file stays. Raises Refused, Conflict."""
    require(by, Verb.PLAN_CYCLE, cycle.region.path)
    if cycle.state == CycleState.CLOSED:
        raise Refused(_("周期已经结束，批准依据不能再改。"))
    if document is None and cycle.authorisation_file_id is None:
        raise Refused(_("请上传批准文件的扫描件（PDF 或图片）。"))
    values: dict[str, Any] = {
        "authorising_body": body,
        "authorisation_number": str(parse_number(number)),
        "authorisation_valid_to": valid_to,
    }
    path = cycle.region.path
    if document is not None:
        name = document_name or "authorisation"
        stored = store_file(document, name=name, kind=FILE_KIND, region_path=path, by=by)
        values["authorisation_file_id"] = stored.pk
    return change(cycle, by=by, verb=Verb.PLAN_CYCLE, version=version, region_path=path, **values)
