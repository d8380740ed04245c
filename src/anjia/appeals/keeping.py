"""What was said in an appeal goes two years after its answer, as the scores do that it was about (domain B10)."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from anjia.appeals.actions import forget_appeals
from anjia.appeals.enums import OPEN
from anjia.appeals.models import Appeal
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep


def closed() -> QuerySet[Appeal]:
    """Appeals that still say something and wait for nobody; one without an answer is counted from its last day."""
    rows = Appeal.objects.exclude(state__in=OPEN).filter(forgotten_on__isnull=True)
    return rows.annotate(closed_on=Coalesce(TruncDate("decided_at"), "due_on"))


keep(
    Keeping(
        key="appeals.words",
        what=_("申诉的内容、申诉书和书面答复"),
        since=_("答复的那一天；没有答复的，答复期限的最后一天"),
        goes=_("内容、扫描件和答复删去；只留事项的种类、理由、日期和结果，用来计数"),
        rule=Rule.KEEP_SCORES,
        rows=closed,
        clock="closed_on",
        place="region__path",
        destroy=forget_appeals,
    )
)
