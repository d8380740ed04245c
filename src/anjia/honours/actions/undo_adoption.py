"""Take a list of earlier titles back within seven days; what somebody went on with since stays, with its reason."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import forget_adopted
from anjia.documents.models import DocumentNumber
from anjia.honours.enums import AdoptionState, TitleState, Verb
from anjia.honours.models import NamingDecision, Title, TitleAdoption
from anjia.honours.workflow import ADOPTION
from anjia.households.actions.undo_import import brought_by, remove_brought
from anjia.kernel import audit, dependents
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance


@dataclass(frozen=True)
class UndoPlan:
    """Titles, families and decisions that go, and how many titles and families stay."""

    titles: frozenset[uuid.UUID]
    families: frozenset[uuid.UUID]
    decisions: frozenset[uuid.UUID]
    kept_titles: int
    kept_families: int


def plan_undo(batch: TitleAdoption) -> UndoPlan:
    """A title that ended since stays; so do those of a family of which a plaque hangs on one, a family that went on,
    and a decision that other titles stand on.
    """
    brought = dict(Title.objects.filter(adoption_id=batch.pk).order_by().values_list("pk", "state"))
    held = {pk for found in dependents.of("honours.title", brought.keys()) if found.blocks for pk in found.ids}
    bound = set(Title.objects.filter(pk__in=held).order_by().values_list("household_id", flat=True))
    free = Title.objects.filter(adoption_id=batch.pk, state=TitleState.VALID).exclude(household__in=bound).order_by()
    going = frozenset(free.values_list("pk", flat=True))
    staying = Title.objects.filter(adoption_id=batch.pk).exclude(pk__in=going).order_by()
    new, kept = brought_by(batch.pk)
    families = new - kept.keys() - set(staying.values_list("household_id", flat=True))
    standing = Title.objects.exclude(pk__in=going).order_by().values("decision")
    decisions = NamingDecision.objects.filter(adoption_id=batch.pk).exclude(pk__in=standing).order_by()
    ids = frozenset(decisions.values_list("pk", flat=True))
    return UndoPlan(going, frozenset(families), ids, len(brought) - len(going), len(new) - len(families))


@transaction.atomic
def undo_adoption(batch: TitleAdoption, *, by: Actor) -> UndoPlan:
    """Raises Refused after seven days, Conflict where it is undone already."""
    if batch.state == AdoptionState.ADOPTED and not batch.can_be_undone:
        raise Refused(_("录入已超过 7 天，不能整批撤销。"), who=_("个别家庭可以办理更正或退出。"))
    plan = plan_undo(batch)
    figures = {"titles": len(plan.titles), "families": len(plan.families), "kept": plan.kept_titles}
    advance(batch, ADOPTION["undo"], by=by, set={"summary": {**batch.summary, "undone": figures}})
    titles = Title.objects.filter(pk__in=plan.titles)
    entries = [
        (pk, path, {"serial": serial}, None)
        for pk, path, serial in titles.order_by("pk").values_list("pk", "region__path", "serial")
    ]
    audit.record_many(Verb.ADOPT, Title._meta.label_lower, entries, by=by)
    titles.delete()
    remove_brought(plan.families)
    _forget_decisions(plan.decisions, by)
    return plan


def _forget_decisions(ids: frozenset[uuid.UUID], by: Actor) -> None:
    """Decisions without a title go with their lines of the register; the others are counted anew."""
    for line in DocumentNumber.objects.filter(object_id__in=ids).order_by("-number"):
        forget_adopted(line, by=by)
    NamingDecision.objects.filter(pk__in=ids).delete()
    left = NamingDecision.objects.filter(adoption_id__isnull=False).annotate(now=Count("titles")).order_by()
    for pk, families, now in left.values_list("pk", "families", "now"):
        if families != now:
            NamingDecision.objects.filter(pk=pk).update(families=now)
