"""What appeals tell a family: what it may contest and until when, and how its appeals stand (issue 4)."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.appeals.enums import OPEN, AppealState
from anjia.appeals.models import Appeal
from anjia.appeals.queries import appeals_of, open_to
from anjia.appeals.workflow import APPEAL
from anjia.households.models import Household
from anjia.households.own_file import DONE, DUE, PLAIN, Line, Part, own_part
from anjia.programmes.adverse import Adverse

TONES = {AppealState.UPHELD: DONE, AppealState.RECEIVED: DUE, AppealState.ASSIGNED: DUE}


@own_part(order=45)
def appeals(household: Household, on: date) -> Part | None:
    """Its own appeals first, then what it may still contest; who decides, and that it costs nothing."""
    lines = [_appeal(appeal) for appeal in appeals_of(household)]
    lines += [_may(adverse) for adverse in open_to(household) if adverse.until >= on]
    lede = _(
        "对扣分、退回、未通过、复核或取消称号有意见，可以申诉：写一份申诉书，签字交给村（社区）或乡镇（街道）妇联。"
        "不收费，不影响任何评分；由没有参加办理的人书面答复。"
    )
    return Part(_("申诉"), tuple(lines), lede) if lines else None


def _appeal(appeal: Appeal) -> Line:
    told = {"day": date_format(appeal.received_on, "DATE_FORMAT"), "about": appeal.about}
    text = _("您家%(day)s对“%(about)s”提出了申诉。") % told
    until = appeal.due_on if appeal.state in OPEN else None
    chip = APPEAL.public_name(appeal.state)
    return Line(
        appeal.number, text, appeal.answer, chip=chip, tone=TONES.get(AppealState(appeal.state), PLAIN), until=until
    )


def _may(adverse: Adverse) -> Line:
    return Line(adverse.step.label, adverse.what, chip=_("可以申诉"), tone=DUE, until=adverse.until)
