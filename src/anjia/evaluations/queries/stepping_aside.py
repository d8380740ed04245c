"""For which families somebody steps aside: it was recorded, or the registry says so today (domain A2-7)."""

from django.db.models import Q, QuerySet

from anjia.accounts.models import User
from anjia.evaluations.enums import Step
from anjia.evaluations.models import Candidacy, Recusal
from anjia.households.queries.kin import belongs_to
from anjia.kernel.permissions import Actor


def by_registry(user: Actor, step: str) -> Q | None:
    """The families a person belongs to by the registry, as a condition on candidacies; None for who is no person.

    In a village a shared name is enough, and there is somebody else on the panel. A town has thousands of families
    and namesakes in many of them: there the phone alone tells, and the rest is for the person to declare.
    """
    if not isinstance(user, User):
        return None
    return belongs_to(user, by_name=step == Step.VILLAGE_REVIEW)


def set_aside(families: QuerySet[Candidacy], user: Actor, step: str) -> QuerySet[Candidacy]:
    """Those of the families on which the person gives no opinion at this step."""
    recorded = Q(pk__in=Recusal.objects.filter(rater=user.pk).order_by().values("candidacy"))
    known = by_registry(user, step)
    return families.filter(recorded if known is None else recorded | known)


def left_to(families: QuerySet[Candidacy], user: Actor, step: str) -> QuerySet[Candidacy]:
    """The others."""
    known = by_registry(user, step)
    others = families.exclude(recusals__rater=user.pk)
    return others if known is None else others.exclude(known)
