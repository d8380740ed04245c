"""What other systems hear of decisions and titles: ids, numbers and figures."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from anjia.accounts.actions.webhooks import announce
from anjia.honours.models import NamingDecision, Title
from anjia.honours.signals import decision_issued, titles_withdrawn


@receiver(decision_issued, dispatch_uid="honours.announce_signed")
def signed(sender: Any, *, decision: NamingDecision, **kwargs: Any) -> None:
    told: dict[str, int | str] = {
        "families": decision.families,
        "year": decision.cycle.year,
        "number": decision.number_text,
    }
    announce("decision_signed", object_id=decision.pk, region_path=decision.region.path, **told)


@receiver(titles_withdrawn, dispatch_uid="honours.announce_withdrawn")
def withdrawn(sender: Any, *, ids: Iterable[uuid.UUID], **kwargs: Any) -> None:
    """Of a title its id only: who may know more asks the API with a token."""
    for title in Title.objects.filter(pk__in=ids).select_related("region__parent__parent").order_by("pk"):
        town = title.region.parent.parent
        announce("title_withdrawn", object_id=title.pk, region_path=town.path)
