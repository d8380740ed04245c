"""The measures of service a place promises 八项措施: a list of its own, in its own words (A9-3)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.codes import WALLED
from anjia.services.legal_aid.enums import Verb
from anjia.services.legal_aid.models import AidMeasure

MOST = 30


@walled
def keep_measure(
    region: Region, *, place: int, title: str, words: str = "", measure: AidMeasure | None = None, by: Actor
) -> AidMeasure:
    """Write one down, or write it anew. Raises Refused (no title, no place), Conflict (the place is taken)."""
    require(by, Verb.KEEP_MEASURES, region.path)
    if not title.strip() or not 1 <= place <= MOST:
        raise Refused(_("请写明措施，并排在第 1 到 %(n)d 项。") % {"n": MOST})
    held = measure or AidMeasure(region_path=region.path)
    held.place, held.title, held.words = place, title.strip(), words.strip()
    try:
        with transaction.atomic(using=WALLED):
            held.save()
    except IntegrityError:
        raise Conflict(_("第 %(n)d 项已经有了。") % {"n": place}, who=_("请先改那一项，或换一个次序。")) from None
    audit.record(Verb.KEEP_MEASURES, held, by=by, after={"place": place}, region_path=region.path)
    return held


@walled
def remove_measure(measure: AidMeasure, *, by: Actor) -> None:
    """Take one from the list."""
    require(by, Verb.KEEP_MEASURES, measure.region_path)
    audit.record(Verb.KEEP_MEASURES, measure, by=by, before={"place": measure.place}, region_path=measure.region_path)
    measure.delete()
