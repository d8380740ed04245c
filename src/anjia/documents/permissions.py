"""Predicates of this slice; they agree with `queries`."""

from anjia.documents.enums import Verb
from anjia.documents.models import ExportRequest
from anjia.kernel.permissions import Actor

EXPORT_KIND = "documents.export"


def can_approve(user: Actor, request: ExportRequest) -> bool:
    """Never the person who asked."""
    return request.requested_by_id != user.pk and user.may(Verb.APPROVE_EXPORT, request.region.path)
