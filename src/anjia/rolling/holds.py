"""What stands still while a family contests a step: nothing that helps it, only what goes against it."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.honours.models import Title
from anjia.kernel.exceptions import Refused
from anjia.programmes.enums import HeldStep
from anjia.programmes.holds import held
from anjia.programmes.models import Hold
from anjia.rolling.models import Rectification


def is_contested(title: Title) -> bool:
    """Whether an appeal keeps anything from being done about the title."""
    return any(held([title.pk], step) for step in (HeldStep.RECHECK, HeldStep.REVOCATION))


def refuse_held(title: Title, step: HeldStep) -> None:
    """Raise Refused while the family's appeal has no answer."""
    if held([title.pk], step):
        raise Refused(
            _("这户的申诉还没有答复，“%(step)s”先停下。") % {"step": step.label},
            who=_("答复以后再办；家庭已经改好的，现在就可以复查通过。"),
        )


def time_until(running: Rectification) -> date:
    """The last day to put things right: the days on which an appeal stood in the way are given back."""
    stood = Hold.objects.filter(
        subject_id=running.title_id, step=HeldStep.RECHECK, placed_at__date__gte=running.issued_on
    )
    days = sum(
        (timezone.localdate(end) - timezone.localdate(begun)).days
        for begun, end in stood.values_list("placed_at", "released_at")
        if end is not None
    )
    return running.due_on + timedelta(days=days)
