"""What this slice tells a family: its way to be a model family, its plaques, its other honours (A5-6)."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.exemplars.enums import PlaqueState
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.models import OtherHonour, Plaque, Recommendation
from anjia.exemplars.workflow import PLAQUE
from anjia.households.models import Household
from anjia.households.own_file import DONE, DUE, PLAIN, Line, Part, own_part

NAMED = (R.NAMED_MODEL, R.PLAQUE_AWARDED)


@own_part(order=60)
def honours(household: Household, on: date) -> Part | None:
    """Recommendations of this and earlier years, plaques, honours from elsewhere."""
    rows = Recommendation.objects.filter(household=household).select_related("cycle").order_by("-cycle__year", "pk")
    lines = [_recommended(row) for row in rows]
    lines += [_hung(plaque) for plaque in Plaque.objects.filter(household=household).order_by("-made_on", "pk")]
    lines += [_other(honour) for honour in OtherHonour.objects.filter(household=household)]
    return Part(_("示范户、牌匾和其他荣誉"), tuple(lines)) if lines else None


def _recommended(row: Recommendation) -> Line:
    told = {"year": row.cycle.year, "day": date_format(row.agreed_on, "DATE_FORMAT")}
    note = (
        _("不想参加推荐，随时告诉村（社区），不用说明原因，称号不受影响。")
        if row.state not in (*NAMED, R.ENDED)
        else ""
    )
    text = _("本户 %(day)s同意推荐。") % told
    tone = DONE if row.state in NAMED else PLAIN
    return Line(_("%(year)s 年示范户推荐") % told, text, note=note, chip=row.get_state_display(), tone=tone)


def _hung(plaque: Plaque) -> Line:
    text = _("编号 %(serial)s") % {"serial": plaque.serial}
    note = _("牌匾遗失、破损的，告诉村（社区），可以换发。") if plaque.state == PlaqueState.GIVEN else ""
    if plaque.state == PlaqueState.RECALL_DUE:
        note = _("请把牌匾交回村（社区），不用说明原因。")
    tones = {PlaqueState.GIVEN: DONE, PlaqueState.RECALL_DUE: DUE}
    chip = plaque.get_state_display() if plaque.state != PlaqueState.GIVEN else str(PLAQUE.public_name(plaque.state))
    return Line(_("牌匾"), text, note=note, chip=chip, tone=tones.get(PlaqueState(plaque.state), PLAIN))


def _other(honour: OtherHonour) -> Line:
    return Line(honour.name, honour.issuing_body, note=date_format(honour.awarded_on, "DATE_FORMAT"))
