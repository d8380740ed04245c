"""What befalls a title after it was granted."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from anjia.evaluations.permissions import Consequence
from anjia.honours.enums import HELD, TitleKind
from anjia.honours.models import Title
from anjia.honours.signals import titles_withdrawn
from anjia.honours.workflow import TITLE
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many


@transaction.atomic
def withdraw_titles(household_ids: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """The families withdrew: their titles end as `withdrawn`, never as revoked, at once and without a reason.

    It follows from an act that was permitted, so nobody is asked again; the names go with it.
    """
    gone = {"withdrawn_at": timezone.now(), "head_name": ""}
    theirs = Title.objects.filter(household__in=list(household_ids))
    ended = advance_many(theirs, TITLE["withdraw"], by=Consequence(by), set=gone)
    titles_withdrawn.send(sender=Title, ids=ended, by=by)
    return ended


@transaction.atomic
def end_model_titles(household_ids: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """A model family is one that is named: where the first title ended, the second ends with it (domain A2-6).

    Returns the households of these that hold no first title any more.
    """
    ids = set(household_ids)
    own = Title.objects.filter(household__in=ids, state__in=HELD).order_by()
    ids -= set(own.filter(kind=TitleKind.SAFE_FAMILY).values_list("household_id", flat=True))
    told = {"revoked_at": timezone.now()}
    models = Title.objects.filter(household__in=ids, kind=TitleKind.MODEL_FAMILY)
    advance_many(models, TITLE["follow"], by=Consequence(by), set=told)
    return list(ids)


@transaction.atomic
def reinstate_model_titles(household_ids: Collection[uuid.UUID], *, since: datetime, by: Actor) -> list[uuid.UUID]:
    """The first title was given back: the second titles that ended with it at `since` come back, their term unchanged.

    Returns those titles.
    """
    models = Title.objects.filter(household__in=list(household_ids), kind=TitleKind.MODEL_FAMILY)
    ended = models.filter(revoked_at__gte=since, granted_on__lte=timezone.localdate(since))
    return advance_many(ended, TITLE["reinstate"], by=Consequence(by), set={"revoked_at": None})
