"""What was objected, and by whom, goes a year after the answer; the finding stays (domain B10)."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.notices.actions.answer_objection import forget_objections
from anjia.notices.enums import ObjectionState
from anjia.notices.models import Objection
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep


def answered() -> QuerySet[Objection]:
    """Those that still say something."""
    return Objection.objects.filter(state=ObjectionState.ANSWERED).exclude(answer="")


keep(
    Keeping(
        key="notices.objections",
        what=_("公示异议的内容、提出人和答复"),
        since=_("答复的那一天"),
        goes=_("内容、姓名、联系方式、答复和纸质表删去；只留结论"),
        rule=Rule.KEEP_OBJECTIONS,
        rows=answered,
        clock="answered_at__date",
        place="notice__region__path",
        destroy=forget_objections,
    )
)
