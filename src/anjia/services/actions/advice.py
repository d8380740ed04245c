"""Advice over the counter or by phone: counted by topic, without a case and without a person (issue 5)."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.enums import Topic, Verb
from anjia.services.figures import quarter_of
from anjia.services.models import AdviceCount

MOST = 200


@walled
def count_advice(region: Region, *, topic: str, times: int = 1, by: Actor) -> AdviceCount:
    """Count advice given in a place. No event: with its hour it would tell who had come."""
    require(by, Verb.COUNT_ADVICE, region.path)
    if topic not in Topic.values or not 1 <= times <= MOST:
        raise Refused(_("请选择问什么事，人次在 1 到 %(n)d 之间。") % {"n": MOST})
    quarter = quarter_of(timezone.localdate())
    row, _made = AdviceCount.objects.get_or_create(region_path=region.path, quarter=quarter, topic=topic)
    AdviceCount.objects.filter(pk=row.pk).update(times=F("times") + times, updated_at=timezone.now())
    row.refresh_from_db()
    return row
